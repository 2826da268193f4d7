import Interactions
import Pipeline
import Synchronization
import UnixSignals

/// One run of the plan under a terminal: progress on standard error, a signal ends it in good order.
struct SyncRun {
    let configuration: RapportConfiguration

    /// - Throws: what `makeConnector` and the store throw.
    func run(_ mailboxes: [Mailbox]) async throws -> RunReport {
        let stop = StopSignal()
        let progress = SyncProgressLine(mailboxes: mailboxes.count)
        defer { progress.end() }
        let connector = try await makeConnector(configuration, stop: stop) { progress.note($0) }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: RunReport?.self) { group in
            group.addTask {
                for await _ in signals {
                    // The second signal does not wait for anything: what is committed stays committed.
                    guard !stop.isRequested else { throw CancellationError() }
                    Terminal.say("rapport: finishing the pages under way; interrupt again to end at once")
                    stop.request()
                }
                return nil
            }
            group.addTask { try await connector.plan.run(mailboxes) }
            defer { group.cancelAll() }
            while let report = try await group.next() {
                if let report { return report }
            }
            throw CancellationError()
        }
    }
}
