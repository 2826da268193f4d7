package import Connector
package import Interactions

extension InteractionStore {
    /// Takes over who is who, with no addresses but those that are named.
    package func setDirectory(_ entries: [DirectoryEntry]) async throws {
        try await setDirectory(entries, plusAddressing: .none)
    }

    /// Commits a page of a scene, whose sources all have the settings `s`.
    package func commit(_ page: StorePage, to stream: StreamID) async throws -> CommitSummary {
        try await commit(page, settings: "s", to: stream)
    }
}
