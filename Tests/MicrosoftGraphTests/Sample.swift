import Connector
import ConnectorTesting
import Testing

/// Answers as Microsoft documents them; `Fixtures/graph-samples/INDEX.tsv` says from which page each comes.
enum Sample {
    /// Without the spaces behind it, so that nothing can be cut off that says nothing.
    static func text(_ name: String) throws -> String {
        var body = try Fixture.bytes("graph-samples/\(name).json")
        while let last = body.last, last <= 0x20 { body.removeLast() }
        return String(decoding: body, as: UTF8.self)
    }

    /// Expects `read` to find a bad answer wherever `sample` is cut off.
    static func cutOff(_ sample: String, _ read: (String) async throws -> Void) async {
        for length in Torture.lengths(below: sample.utf8.count) {
            let part = String(decoding: sample.utf8.prefix(length), as: UTF8.self)
            let error = await #expect(throws: SourceError.self) { try await read(part) }
            #expect(error?.code == .badAnswer, "of \(length) bytes")
        }
    }
}
