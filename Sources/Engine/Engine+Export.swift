import Connector
package import Interactions

/// Hands out what is stored.
extension Engine {
    /// Interactions held in memory at once.
    private static let batch = 1_000

    /// Hands out the last change of every interaction after a place in the store's sequence, in the order of the
    /// changes; deletions only to who does not begin from nothing.
    ///
    /// - Parameters:
    ///   - sequence: 0 for everything.
    ///   - body: called with some records at a time.
    /// - Throws: what the store or `body` throws.
    package func export(after sequence: Int64, _ body: ([InteractionRecord]) throws -> Void) async throws {
        let reader = try installation.reader()
        var last = ChangePosition(sequence: sequence)
        while true {
            let page = try await reader.interactions(after: last, limit: Self.batch)
            guard !page.records.isEmpty else { return }
            try body(
                page.records.filter { record in
                    if sequence == 0, case .delete = record.operation { false } else { true }
                }
            )
            last = page.end
        }
    }
}
