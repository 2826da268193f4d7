import HTTPTypes

/// Reads the header of an answer from the lines that libcurl hands out, also those of interim answers before it.
///
/// libcurl's own list of header fields takes a time that grows with the square of their number.
struct IncomingHeader {
    private enum Part {
        case none, fields, complete
    }

    private var part = Part.none
    private var status = 0
    private var fields: [HTTPField] = []

    /// The last header, if it came completely and is not an interim answer's.
    var response: HTTPResponse? {
        guard part == .complete, !(100..<200).contains(status) else { return nil }
        var response = HTTPResponse(status: HTTPResponse.Status(code: status))
        response.headerFields.replaceSubrange(0..<0, with: fields)
        return response
    }

    /// Takes a line with its end; one after the header belongs to a trailer and is dropped.
    mutating func add(_ line: UnsafeBufferPointer<UInt8>) {
        if line.starts(with: "HTTP/".utf8) {
            let code = line.drop { $0 != UInt8(ascii: " ") }.dropFirst().prefix { (0x30...0x39).contains($0) }
            status = Int(String(decoding: code.prefix(3), as: UTF8.self)) ?? 0
            fields = []
            part = .fields
        } else if part == .fields {
            let text = Self.trim(line[...])
            if text.isEmpty { part = .complete } else { addField(text, isFolded: line[0] <= 0x20) }
        }
    }

    /// Names that are none are left out.
    ///
    /// A line that begins with a space goes on with the one before (RFC 9112, 5.2).
    private mutating func addField(_ text: Slice<UnsafeBufferPointer<UInt8>>, isFolded: Bool) {
        if isFolded {
            guard let last = fields.popLast() else { return }
            let start = last.withUnsafeBytesOfValue { Array($0) }
            fields.append(HTTPField(name: last.name, value: start + [0x20] + Array(text)))
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")),
            let name = HTTPField.Name(String(decoding: text[..<colon], as: UTF8.self))
        {
            let value = Self.trim(text[(colon + 1)...])
            fields.append(HTTPField(name: name, value: Array(value)))
        }
    }

    private static func trim(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
        var text = text
        while let first = text.first, first <= 0x20 { text = text.dropFirst() }
        while let last = text.last, last <= 0x20 { text = text.dropLast() }
        return text
    }
}
