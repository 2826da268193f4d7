package import Connector
import FoundationEssentials

extension Cursor {
    /// A cursor of a listing, which has to carry along what the listing has found so far.
    package init(listing state: some Encodable) throws {
        let encoder = JSONEncoder()
        // The same state has the same text, by which a circle is noticed.
        encoder.outputFormatting = .sortedKeys
        self.init(String(decoding: try encoder.encode(state), as: UTF8.self))
    }

    /// What `init(listing:)` was given.
    ///
    /// - Throws: `SourceError` with `.cursorExpired` if it is something else.
    package func listing<State: Decodable>(as type: State.Type) throws -> State {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch is DecodingError {
            throw SourceError(
                .cursorExpired,
                scope: .mailbox,
                retry: .never,
                message: "The list of folders cannot be continued here; it is read from the start."
            )
        }
    }
}
