package import Connector

extension InteractionStore {
    /// Commits a page of a scene, whose sources all have the settings `s`.
    package func commit(_ page: StorePage, to stream: StreamID) async throws -> CommitSummary {
        try await commit(page, settings: "s", to: stream)
    }
}
