import Connector
import ConnectorTesting
import Interactions
import SQLiteStore

extension SQLiteInteractionStore {
    /// Everything, read in small batches.
    var content: StoreContent {
        get async throws {
            var stored: [InteractionRecord] = []
            var position = ChangePosition.start
            while true {
                let page = try await interactions(after: position, limit: 7)
                if page.records.isEmpty { break }
                stored += page.records
                position = page.end
            }
            let counts = try await counts()
            return StoreContent(
                stored: stored,
                liveSightings: counts.sightings,
                postponed: counts.postponed.values.reduce(0, +),
                records: try await rows(after: nil, limit: .max)
            )
        }
    }

    /// Some of what changed after everything of a sequence.
    func interactions(after sequence: Int64, limit: Int) async throws -> [InteractionRecord] {
        try await interactions(after: ChangePosition(sequence: sequence), limit: limit).records
    }
}
