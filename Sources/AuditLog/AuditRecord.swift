import FoundationEssentials
package import Interactions

/// One line of the log.
package struct AuditRecord: Sendable {
    /// The position in the log, from 1, without gaps.
    package let number: Int
    package let at: Timestamp
    /// What `body` is about, for example `decision`.
    package let kind: String
    private let line: Data

    private struct Head: Decodable {
        let at: String
        let kind: String
        let number: Int
    }

    private struct Body<Content: Decodable>: Decodable {
        let body: Content
    }

    /// Reads a line; nil if it is no record.
    init?(line: Data) {
        guard let head = try? JSONDecoder().decode(Head.self, from: line), let at = Timestamp(iso8601: head.at) else {
            return nil
        }
        number = head.number
        self.at = at
        kind = head.kind
        self.line = line
    }

    /// - Throws: `DecodingError` if the body is of another type.
    package func body<Content: Decodable>(as type: Content.Type = Content.self) throws -> Content {
        try JSONDecoder().decode(Body<Content>.self, from: line).body
    }
}

/// What is to be written: canonical JSON comes of it, with sorted keys and without spaces.
package struct AuditEntry {
    let at: Timestamp
    let kind: String
    let body: any Encodable

    /// - Parameter body: free of addresses; whoever is meant stands in it as a keyed hash.
    package init(_ kind: String, _ body: any Encodable, at: Timestamp) {
        self.kind = kind
        self.body = body
        self.at = at
    }

    /// The record without its signature and its closing brace; `signature` is the last key in the alphabet of keys.
    func unsigned(number: Int) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes = Data(#"{"at":""#.utf8)
        bytes += Data(at.iso8601.utf8)
        bytes += Data(#"","body":"#.utf8)
        bytes += try encoder.encode(body)
        bytes += Data(#","kind":"#.utf8)
        bytes += try encoder.encode(kind)
        bytes += Data(#","number":\#(number)"#.utf8)
        return bytes
    }
}
