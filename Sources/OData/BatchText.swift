/// Many requests in one, and their answers in one (OData 4.0, part 1, section 11.7; RFC 2046, section 5.1).
enum BatchText {
    /// - Parameter boundary: what stands in no part.
    static func request(_ changes: [ODataChange], boundary: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for change in changes {
            bytes += "--\(boundary)\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n".utf8
            switch change.act {
            case .upsert(let body):
                bytes += "PATCH \(change.target.path) HTTP/1.1\r\nContent-Type: application/json; type=entry\r\n".utf8
                bytes += "Content-Length: \(body.count)\r\n\r\n".utf8
                bytes += body
            case .delete: bytes += "DELETE \(change.target.path) HTTP/1.1\r\n\r\n".utf8
            }
            bytes += "\r\n".utf8
        }
        return bytes + "--\(boundary)--\r\n".utf8
    }

    /// The boundary that a content type names, nil if it is of something else.
    static func boundary(of contentType: String?) -> String? {
        guard let contentType else { return nil }
        let parts = contentType.split(separator: ";").map { $0.drop { $0 == " " } }
        guard let type = parts.first, type.lowercased() == "multipart/mixed" else { return nil }
        for part in parts.dropFirst() where part.lowercased().hasPrefix("boundary=") {
            let value = part.dropFirst(9)
            let isQuoted = value.utf8.count > 2 && value.utf8.first == 0x22 && value.utf8.last == 0x22
            let text = isQuoted ? value.dropFirst().dropLast() : value
            return (1...70).contains(text.utf8.count) ? String(text) : nil
        }
        return nil
    }

    /// The status of each answer, in the order of the requests; nil for what is cut off, or not of this form.
    static func statuses(in body: [UInt8], boundary: String) -> [Int]? {
        let delimiter = Array("--\(boundary)".utf8)
        var statuses: [Int] = []
        var rest = body[...]
        guard skip(to: delimiter, in: &rest) else { return nil }
        while true {
            // Two hyphens are the end; anything else has a line end.
            if rest.starts(with: "--".utf8) { return statuses }
            let start = rest
            guard rest.starts(with: "\r\n".utf8), skip(to: Array("\r\n".utf8) + delimiter, in: &rest),
                let status = status(of: start.prefix(start.count - rest.count))
            else { return nil }
            statuses.append(status)
        }
    }

    /// The status line follows on the part's own header.
    private static func status(of part: ArraySlice<UInt8>) -> Int? {
        var rest = part
        guard skip(to: Array("\r\n\r\nHTTP/1.1 ".utf8), in: &rest) else { return nil }
        let digits = rest.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// Leaves what follows on the first occurrence.
    private static func skip(to text: [UInt8], in rest: inout ArraySlice<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        while let index = rest.firstIndex(of: first) {
            if rest[index...].starts(with: text) {
                rest = rest[index...].dropFirst(text.count)
                return true
            }
            rest = rest[(index + 1)...]
        }
        return false
    }
}
