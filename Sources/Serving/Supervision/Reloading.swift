import Engine
import Glibc
import Logging
import Pipeline
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Reads the configuration again on SIGHUP: what cannot be used leaves everything as it is.
struct Reloading: Service {
    let engine: ServedEngine
    let load: @Sendable () async throws -> Engine
    let supervisor: Supervisor
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        await cancelWhenGracefulShutdown {
            for await _ in signals { await reload() }
        }
    }

    private func reload() async {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        supervisor.tell(.reloading(microseconds: Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000))
        defer { supervisor.tell(.ready) }
        do {
            let settings = try await load().settings
            engine.replace(with: try engine.current.reconfigured(settings))
            logger.notice("configuration read again")
        } catch {
            let reason = EngineError(error)?.message ?? "\(type(of: error))"
            logger.error("configuration not read again; the one before counts", metadata: ["reason": "\(reason)"])
        }
    }
}
