import Engine
import Logging
import Pipeline
import ServiceLifecycle
import Settings

/// Reads on schedule for as long as the process lives: with other settings once they were read again, from the page on
/// that was committed last.
struct Reading: Service {
    let engine: ServedEngine
    let request: Engine.SyncRequest
    /// Instead of the settings' interval.
    let every: Duration?
    let journal: Journal
    let progress: ReadingProgress

    func run() async throws {
        let end = StopSignal()
        try await withGracefulShutdownHandler {
            var patience = WritePatience()
            while !end.isRequested {
                do {
                    try await readUntilChanged(end)
                } catch {
                    let wait = try patience.wait(after: error, wasReady: journal.unreadiness == nil)
                    journal.noteUnwritable(error, next: wait)
                    try await end.sleep(for: wait, clock: ContinuousClock())
                }
            }
        } onGracefulShutdown: {
            end.request()
        }
    }

    private func readUntilChanged(_ end: StopSignal) async throws {
        let (engine, change) = engine.lease
        let stop = StopSignal()
        let schedule = try engine.schedule(request, every: every, stop: stop) { [journal, progress] news in
            journal.note(news, engine)
            progress.note(news)
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await schedule.run()
                return true
            }
            for signal in [change, end] {
                group.addTask {
                    await signal.wait()
                    stop.request()
                    return false
                }
            }
            defer { group.cancelAll() }
            // Pages under way are committed before anything else begins.
            while let isOver = try await group.next(), !isOver {}
        }
    }
}
