import ServiceLifecycle

/// Says in time that the process is alive, as long as its tasks still get their turn.
struct Watchdog: Service {
    let supervisor: Supervisor
    var clock: any Clock<Duration> = ContinuousClock()

    func run() async throws {
        guard let period = supervisor.watchdog else {
            try? await gracefulShutdown()
            return
        }
        // Half of it, as sd_watchdog_enabled(3) advises.
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                supervisor.tell(.alive)
                try await clock.sleep(for: period / 2)
            }
        }
    }
}
