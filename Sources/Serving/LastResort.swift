import Glibc
import ServiceLifecycle

/// Ends the process after a request to end that something does not follow: what is committed stays committed.
struct LastResort: Service {
    let patience: Duration

    func run() async throws {
        try? await gracefulShutdown()
        let patience = patience
        // Not one of the group's tasks, which would wait for this one.
        Task.detached {
            try? await Task.sleep(for: patience)
            _exit(75)
        }
    }
}
