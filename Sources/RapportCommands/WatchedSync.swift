import Engine
import Glibc
import Pipeline
import UnixSignals

/// A run under a terminal: progress goes to standard error, a signal ends it in good order, a second one at once.
struct WatchedSync {
    private let engine: Engine

    init(_ engine: Engine) {
        self.engine = engine
    }

    /// - Throws: what `Engine.sync` throws, or `CancellationError` after the second signal.
    func run(_ request: Engine.SyncRequest = Engine.SyncRequest()) async throws -> RunReport {
        let stop = StopSignal()
        let progress = SyncProgressLine()
        defer { progress.end() }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: RunReport?.self) { [engine] group in
            group.addTask {
                for await _ in signals {
                    // The second signal does not wait for anything: what is committed stays committed.
                    guard !stop.isRequested else { _exit(ExitStatus.tryAgain.rawValue) }
                    Terminal.say(
                        "rapport: finishing the pages under way, for ten seconds at most; interrupt again to end at once"
                    )
                    stop.request()
                }
                return nil
            }
            group.addTask {
                await progress.run()
                return nil
            }
            group.addTask {
                try await engine.sync(request, stop: stop, problems: Terminal.warn) { progress.note($0) }
            }
            defer { group.cancelAll() }
            while let report = try await group.next() {
                if let report { return report }
            }
            throw CancellationError()
        }
    }
}
