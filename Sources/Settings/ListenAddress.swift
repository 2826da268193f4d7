/// Where a server takes connections: an address and a port, or a socket in the file system.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// Port 0 takes a free one.
    case network(host: String, port: Int)
    /// A path, at most 107 bytes long.
    case socket(String)

    /// - Parameter text: `host:port` with an IPv6 address in brackets, or `unix:` and a path; an absolute path is
    ///   enough.
    package init?(_ text: String) {
        if let path = text.utf8.starts(with: "unix:".utf8) ? String(text.dropFirst(5)) : text.first == "/" ? text : nil
        {
            // What sockaddr_un has room for.
            guard (1...107).contains(path.utf8.count), !path.utf8.contains(0) else { return nil }
            self = .socket(path)
            return
        }
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.utf8.first == UInt8(ascii: "["), host.utf8.last == UInt8(ascii: "]") {
            host = String(host.dropFirst().dropLast())
        } else if host.utf8.contains(UInt8(ascii: ":")) {
            return nil
        }
        let isName = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"):
                true
            default: false
            }
        }
        guard !host.isEmpty, isName else { return nil }
        self = .network(host: host, port: port)
    }

    /// As it is written in the settings.
    package var description: String {
        switch self {
        case .network(let host, let port):
            host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .socket(let path): "unix:\(path)"
        }
    }
}
