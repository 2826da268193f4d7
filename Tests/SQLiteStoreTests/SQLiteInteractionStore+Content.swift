import ConnectorTesting
import Interactions
import SQLiteStore

extension SQLiteInteractionStore {
    /// Everything, read in small batches.
    var content: StoreContent {
        get async throws {
            var stored: [InteractionRecord] = []
            while true {
                let batch = try await interactions(after: stored.last?.sequence ?? 0, limit: 7)
                if batch.isEmpty { break }
                stored += batch
            }
            let counts = try await counts()
            return StoreContent(
                stored: stored,
                liveSightings: counts.sightings,
                postponed: counts.postponed.values.reduce(0, +),
                records: try await records(after: nil, limit: .max)
            )
        }
    }
}
