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

/// What others can do while one process holds the store.
struct HeldStoreTests {
    @Test func `An erasure goes through the process that holds the store`() async throws {
        try await InstalledTenant.with { installed in
            let holder = installed.engine
            _ = try await holder.sync()
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let group = ServiceGroup(
                configuration: .init(
                    services: [
                        ControlSocket(engine: ServedEngine(holder), logger: logger),
                        try holder.schedule(every: .seconds(3_600)),
                    ],
                    logger: logger
                )
            )
            let run = Task { try await group.run() }
            let path = try holder.controlPath()
            while !UnixSocket.isListenedAt(path) { await Task.yield() }

            // As another process sees it: the same settings, and nothing open.
            let other = Engine(holder.settings)
            let person = try #require(
                try await InstalledTenant.interactions(other).lazy.flatMap(\.participants).first { !$0.isInternal }?
                    .address
            )
            let plan = try await other.plan(erasing: person)
            let summary = try await other.erase(person)
            #expect(summary.removed + summary.changed >= plan.interactions && plan.interactions > 0)
            #expect(try await other.plan(erasing: person).isEmpty)
            let mailbox = try #require(installed.mailboxes.first)
            _ = try await other.purge(mailbox)

            await group.triggerGracefulShutdown()
            try await run.value
            #expect(!UnixSocket.isListenedAt(path))
        }
    }

    @Test func `A request that is none, or of another version, changes nothing`() async throws {
        try await InstalledTenant.with { installed in
            _ = try await installed.engine.sync()
            let before = try await InstalledTenant.interactions(installed.engine)
            for body in ["", "{}", "[]", #"{"drop":{}}"#, #"{"erase":{"person":"nobody","acceptsClock":false}}"#] {
                let answer = String(decoding: try await installed.engine.perform(Array(body.utf8)), as: UTF8.self)
                #expect(answer.contains("\"message\""))
            }
            #expect(try await InstalledTenant.interactions(installed.engine) == before)
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
                #expect(error.message.contains("Process ") && error.message.contains(", since 2"))
            }
        }
    }
}
