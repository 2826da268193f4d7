import Pipeline
import Testing

extension RunReport {
    /// Expects that every mailbox, and the CRM if it was read, came to its end with every item read.
    func expectComplete(_ comment: Comment? = nil) {
        for outcome in rounds {
            guard case .complete = outcome.end else {
                Issue.record("\(outcome.end) \(outcome.streams.map(\.end)) \(comment?.rawValue ?? "")")
                continue
            }
        }
    }
}
