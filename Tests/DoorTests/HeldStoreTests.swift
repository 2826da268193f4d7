import Connector
import ConnectorTesting
import Engine
import Interactions
import Logging
import Pipeline
import ServiceLifecycle
import Serving
import Settings
import Testing

/// What others can do while one process holds the store; one after the other, because each test has a service of its
/// own.
@Suite(.serialized) struct HeldStoreTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `An erasure goes through the process that holds the store`() async throws {
        try await InstalledTenant.with { installed in
            _ = try await installed.engine.sync()
            let path = try installed.engine.controlPath()
            let (group, run) = try await Self.hold(installed.engine)

            // As another process sees it: the same settings, and nothing open.
            let other = Engine(installed.engine.settings)
            let person = try await InstalledTenant.outsider(other)
            let plan = try await other.plan(erasing: person)
            let summary = try await other.remove(try #require(plan.confirmed([.removal, .colleague])))
            #expect(summary.removed + summary.changed >= plan.interactions && plan.interactions > 0)
            #expect(try await other.plan(erasing: person).isEmpty)
            let mailbox = try #require(installed.mailboxes.first)
            let purge = try await other.plan(purging: mailbox).confirmed([.removal])
            _ = try await other.remove(try #require(purge))

            // What it does by itself nobody has to wait for, and there is one of it.
            let tries: [() async throws -> Void] = [
                { _ = try await other.sync() }, { _ = try await other.rebuild() },
            ]
            for refused in tries {
                let error = try await Self.refusal(refused)
                #expect(error.code == .busy && error.message.hasPrefix("Process "), "\(error)")
                #expect(error.message.contains(" since 2") && error.message.contains("stop it first"))
                #expect(!error.message.contains("Wait for it to end"))
            }
            var second = Daemon(ServedEngine(other), logger: Self.logger) { other }
            second.listen = .network(host: "127.0.0.1", port: 0)
            second.announce = { Issue.record("It announced \($0).") }
            let service = second
            let error = try await Self.refusal { try await service.run() }
            #expect(error.code == .busy && error.message.contains("one process serves a data directory"), "\(error)")

            await group.triggerGracefulShutdown()
            try await run.value
            #expect(!UnixSocket.isListenedAt(path))
        }
    }

    @Test func `A configuration whose files cannot be used does not take the place of one that can`() async throws {
        try await InstalledTenant.with { installed in
            var changed = installed.engine.settings
            _ = try installed.engine.reconfigured(changed)
            let directory = try #require(changed.eligibility.directoryFile)
            changed.eligibility.directoryFile = changed.exchange.caFile
            #expect(throws: (any Error).self) { try installed.engine.reconfigured(changed) }
            changed.eligibility.directoryFile = directory
            changed.mailboxes = [Mailbox(address: try #require(EmailAddress("nobody@contoso.example")))]
            #expect(throws: EngineError.self) { try installed.engine.reconfigured(changed) }
            changed.mailboxes = installed.engine.settings.mailboxes
            changed.serve.listen = .network(host: "127.0.0.1", port: 1)
            #expect(throws: EngineError.self) { try installed.engine.reconfigured(changed) }
            changed.serve.listen = installed.engine.settings.serve.listen
            _ = try installed.engine.reconfigured(changed)
            changed.tenant = "another"
            #expect(throws: EngineError.self) { try installed.engine.reconfigured(changed) }
        }
    }

    /// Holds the store as a service does, and takes requests; with whom nothing was stored yet as well.
    private static func hold(
        _ holder: Engine,
        news: @escaping @Sendable (ScheduleNews) -> Void = { _ in }
    ) async throws -> (ServiceGroup, Task<Void, any Error>) {
        let isListening = Latch()
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    ControlSocket(engine: ServedEngine(holder), logger: logger) { isListening.open() },
                    try holder.schedule(every: .seconds(3_600), news: news),
                ],
                logger: logger
            )
        )
        let run = Task {
            // Nobody waits for what failed.
            defer { isListening.open() }
            try await group.run()
        }
        await isListening.passed()
        return (group, run)
    }

    /// What a delivery in another process tells of people.
    private static func people(_ other: Engine) async throws -> [String] {
        var people: [String] = []
        var refreshing = FeedRefreshing(other, of: [.person], isWanted: true)
        try await refreshing.forEachRound(false) { isFresh in
            #expect(isFresh)
            people = try await InstalledTenant.rows(other, of: [.person])
        }
        return people
    }

    @Test func `A delivery tells what is so now, though another process holds the store`() async throws {
        try await InstalledTenant.with { installed in
            _ = try await installed.engine.sync()
            let (group, run) = try await Self.hold(installed.engine)
            let other = Engine(installed.engine.settings)
            let person = try await InstalledTenant.outsider(other)
            #expect(try await Self.people(other).contains { $0.contains(person.text) })
            let plan = try await other.plan(erasing: person)
            _ = try await other.remove(try #require(plan.confirmed([.removal, .colleague])))
            let after = try await Self.people(other)
            #expect(!after.isEmpty && !after.contains { $0.contains(person.text) })
            await group.triggerGracefulShutdown()
            try await run.value
        }
    }

    @Test func `A delivery of a new installation tells people as soon as anything is read`() async throws {
        try await InstalledTenant.with { installed in
            let isRead = Latch()
            let (group, run) = try await Self.hold(installed.engine) { news in
                if case .ended(let outcome, _) = news, outcome.commits.added > 0 { isRead.open() }
            }
            let other = Engine(installed.engine.settings)
            await isRead.passed()
            #expect(try await !Self.people(other).isEmpty)
            await group.triggerGracefulShutdown()
            try await run.value
        }
    }

    @Test func `What was worked out before an erasure does not come back after it`() async throws {
        try await InstalledTenant.with { installed in
            let engine = installed.engine
            _ = try await engine.sync()
            let store = try engine.installation.store()
            let person = try await InstalledTenant.outsider(engine)
            let plan = try await engine.plan(erasing: person)
            let confirmed = try #require(plan.confirmed([.removal, .colleague]))
            async let before: Void = engine.refreshFeed([FeedStream.person], into: store)
            async let erased = engine.remove(confirmed)
            async let after: Void = engine.refreshFeed([FeedStream.person], into: store)
            _ = try await (before, erased, after)
            let people = try await InstalledTenant.rows(engine, of: [.person])
            #expect(!people.isEmpty && !people.contains { $0.contains(person.text) })
        }
    }

    private static func refusal(_ body: () async throws -> Void) async throws -> EngineError {
        do {
            try await body()
        } catch {
            return try #require(EngineError(error))
        }
        throw CancellationError()
    }

    @Test func `A mailbox that nobody has, and of which nothing is stored, is not purged but refused`() async throws {
        try await InstalledTenant.with { installed in
            let nobody = Mailbox(address: try #require(EmailAddress("nobody@contoso.example")))
            for _ in 0..<2 {
                let error = try await Self.refusal { _ = try await installed.engine.plan(purging: nobody) }
                #expect(error.code == .unknownName && !error.message.contains("nobody@"))
                #expect(try await installed.engine.plan(purging: installed.mailboxes[0]).interactions >= 0)
                _ = try await installed.engine.sync()
            }
        }
    }

    @Test func `A request that is none, or of another version, changes nothing`() async throws {
        try await InstalledTenant.with { installed in
            _ = try await installed.engine.sync()
            let before = try await InstalledTenant.rows(installed.engine)
            for body in ["", "{}", "[]", #"{"drop":{}}"#, #"{"erase":{"person":"nobody","acceptsClock":false}}"#] {
                let answer = String(decoding: try await installed.engine.perform(Array(body.utf8)), as: UTF8.self)
                #expect(answer.contains("\"message\""))
            }
            #expect(try await InstalledTenant.rows(installed.engine) == before)
        }
    }

    @Test func `Who finds the store held is told by whom, and since when`() async throws {
        try await InstalledTenant.with { installed in
            _ = try await installed.engine.sync()
            let held = try installed.engine.schedule()
            defer { withExtendedLifetime(held) {} }
            do {
                _ = try await Engine(installed.engine.settings).sync()
                Issue.record("There were two writers.")
            } catch {
                let error = try #require(EngineError(error))
                #expect(error.code == .busy)
                #expect(error.message.contains("Process ") && error.message.contains(" since 2"))
            }
        }
    }
}
