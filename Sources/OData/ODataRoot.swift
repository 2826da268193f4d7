package import HTTPTransport
import HTTPTypes

/// Where a service answers: the only place that its requests, its tokens and its links go to.
package struct ODataRoot: Hashable, Sendable {
    package let origin: Origin
    /// What every path begins with, without slash at the end, for example `/v1.0`.
    package let path: String

    /// Nil unless `url` is `http` or `https` with a host, and a path free of `?`, `#` and empty or dotted segments.
    package init?(url: some StringProtocol) {
        guard let origin = Origin(url: url) else { return nil }
        var path = Array(url.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst(3).drop { $0 != UInt8(ascii: "/") })
        if path.last == UInt8(ascii: "/") { path.removeLast() }
        let segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        let dot = UInt8(ascii: ".")
        let isPlain = segments.allSatisfy { segment in
            segment.allSatisfy(\.isUnreserved) && !segment.allSatisfy { $0 == dot }
        }
        guard isPlain, !url.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
            return nil
        }
        self.origin = origin
        self.path = String(decoding: path, as: UTF8.self)
    }

    /// Where many requests are sent in one.
    var batchTarget: ODataTarget { ODataTarget(path: path + "/$batch") }

    /// A path below the root; each of `segments` is escaped, so that none can be taken for two.
    package func target(_ segments: [String], query: String? = nil) -> ODataTarget {
        let path = segments.reduce(into: path) { path, segment in
            path += "/"
            path += segment.percentEncoded
        }
        return ODataTarget(path: query.map { path + "?" + $0 } ?? path)
    }
}

/// What a request line asks for: a path and perhaps a query, of one root.
package struct ODataTarget: Hashable, Sendable {
    package let path: String

    init(path: String) {
        self.path = path
    }

    /// Whether it lies below the path of `root`, where a batch can ask for it.
    package func isBelow(_ root: ODataRoot) -> Bool { path.utf8.starts(with: Array("\(root.path)/".utf8)) }
}

extension UInt8 {
    /// RFC 3986, 2.3.
    fileprivate var isUnreserved: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~".utf8.contains(self)
        }
    }

    /// `%XX`.
    ///
    /// See RFC 3986, 2.1.
    var percentEncoded: [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "%"), digits[Int(self >> 4)], digits[Int(self & 15)]]
    }
}

extension String {
    /// Every byte that is not unreserved as `%XX`.
    ///
    /// See RFC 3986, 2.1.
    fileprivate var percentEncoded: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for byte in utf8 {
            if byte.isUnreserved {
                bytes.append(byte)
            } else {
                bytes += byte.percentEncoded
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
