import Connector
import Engine
import Interactions
import Logging
import Pipeline
import Settings
import Synchronization
import Testing

@testable import Serving

/// What a process that stays says about each reading.
struct JournalTests {
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        func write(_ line: String) { lines.withLock { $0.append(line) } }
        func taken() -> [String] {
            lines.withLock { lines in
                defer { lines = [] }
                return lines
            }
        }
    }

    @Test func `A failure is a warning once, and goes on quietly until somebody is read again`() async throws {
        try await InstalledTenant.withNewEngine { _, engine, _ in
            let lines = Lines()
            let logger = Logger(label: "test") { _ in
                LogLines(
                    level: .info,
                    format: .json(forJournal: true),
                    now: { LogTime(seconds: 0) },
                    write: { lines.write($0) }
                )
            }
            let journal = Journal(logger: logger, metrics: ServiceMetrics(), supervisor: Supervisor(environment: [:]))
            func said(_ end: OwnerOutcome.End) -> [String] {
                journal.note(.ended(OwnerOutcome(.crm, end: end), took: .seconds(1)), engine)
                return lines.taken()
            }
            let error = SourceError(.accessDenied, scope: .part, retry: .never, message: "The archive is refused.")
            let other = SourceError(.unavailable, scope: .source, retry: .now, message: "It is away.")
            let first = said(.incomplete(error))
            #expect(first.count == 1 && first.first?.hasPrefix("<4>") == true)
            #expect(first.first?.contains("read, but not all of it") == true)
            #expect(first.first?.contains(#""code":"accessDenied""#) == true)
            #expect(said(.incomplete(error)).isEmpty)
            #expect(said(.failed(other)).first?.contains(#""not read""#) == true)
            #expect(said(.failed(other)).isEmpty)
            #expect(said(.complete).first?.contains("read again") == true)
            #expect(said(.complete).isEmpty)
        }
    }
}
