import Connector
import ConnectorTesting
import Interactions
import SQLiteStore

extension SQLiteInteractionStore {
    /// Everything that is stored, in a form that two stores can be compared in.
    var content: StoreContent {
        get async throws {
            let stored = try await told(after: .start)
            let counts = try await counts()
            return StoreContent(
                stored: stored,
                liveSightings: counts.sightings,
                postponed: counts.postponed.values.reduce(0, +),
                records: try await rows(after: nil, limit: .max)
            )
        }
    }

    /// All that changed after a position: one page may leave out what changed since another one was read.
    func told(after position: ChangePosition) async throws -> [InteractionRecord] {
        var records: [InteractionRecord] = []
        var end = position
        while true {
            let page = try await interactions(after: end, limit: .max)
            guard !page.records.isEmpty else { return records }
            records += page.records
            end = page.end
        }
    }
}
