import Connector
import Interactions
import SQLiteStore
import Testing

/// Whoever takes what changed holds what whoever reads everything gets.
struct FeedFollower {
    var held: [InteractionID: InteractionRecord] = [:]
    var position = ChangePosition.start

    mutating func follow(_ store: SQLiteInteractionStore, limit: Int) async throws {
        while true {
            let page = try await store.interactions(after: position, limit: limit)
            guard !page.records.isEmpty else { return }
            #expect(page.end > position)
            position = page.end
            for record in page.records { held[record.id] = record }
        }
    }

    /// The interactions that are told as there.
    var told: Set<InteractionID> {
        Set(held.values.compactMap { if case .upsert = $0.operation { $0.id } else { nil } })
    }
}
