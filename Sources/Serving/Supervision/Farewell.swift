import Logging
import ServiceLifecycle

/// Says that the process is ending, before anything ends.
struct Farewell: Service {
    let supervisor: Supervisor
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        supervisor.tell(.stopping)
        logger.notice("ending")
    }
}
