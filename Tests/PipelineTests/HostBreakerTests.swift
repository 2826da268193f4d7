import Connector
import ConnectorTesting
import Interactions
import Synchronization
import Testing

@testable import Pipeline

/// A server that is out of reach is found out once, not once for each mailbox.
struct HostBreakerTests {
    private static let refused = SourceError(.unavailable, scope: .host, retry: .now, message: "Connection refused.")

    private static func mailboxes(_ count: Int) throws -> [Mailbox] {
        try (0..<count).map { Mailbox(address: try #require(EmailAddress("m\($0)@contoso.example"))) }
    }

    @Test func `Failures that began together count once, and an answer in between starts anew`() {
        let breaker = HostBreaker()
        let first = breaker.turn
        #expect(breaker.note(Self.refused, of: first, at: .zero) == .wait(.seconds(5)))
        #expect(breaker.note(Self.refused, of: first, at: .zero) == .again)
        #expect(breaker.note(Self.refused, of: breaker.turn, at: .seconds(5)) == .wait(.seconds(10)))
        breaker.noteAnswer()
        #expect(breaker.note(Self.refused, of: breaker.turn, at: .seconds(15)) == .wait(.seconds(5)))
        #expect(breaker.note(Self.refused, of: breaker.turn, at: .seconds(20)) == .wait(.seconds(10)))
        #expect(breaker.verdict == nil)
        #expect(breaker.note(Self.refused, of: breaker.turn, at: .seconds(30)) == .giveUp)
        #expect(breaker.verdict == Self.refused)
        breaker.noteAnswer()
        #expect(breaker.verdict == Self.refused)
    }

    @Test func `A server that keeps silent for long is given up after the second time`() {
        let breaker = HostBreaker()
        #expect(breaker.note(Self.refused, of: breaker.turn, at: .seconds(60)) == .wait(.seconds(5)))
        #expect(breaker.note(Self.refused, of: breaker.turn, at: .seconds(125)) == .giveUp)
    }

    @Test(arguments: [1, 8, 24], [1, 8])
    func `Of a server that refuses all connections everybody knows within 30 seconds`(
        count: Int,
        atOnce: Int
    ) async throws {
        let mailboxes = try Self.mailboxes(count)
        let clock = ManualClock()
        var source = ScriptedSource()
        source.list = { _, _ in throw Self.refused }
        let waits = Mutex<[String]>([])
        let plan = try Scene().plan(
            bindings: [SourceBinding(source, name: "table")],
            listed: mailboxes,
            clock: clock,
            configure: { $0.mailboxes = atOnce },
            progress: { progress in
                if case .waiting(let wait, let reason, _) = progress {
                    waits.withLock { $0.append("\(wait): \(reason)") }
                }
            }
        )
        let report = try await clock.moving { try await plan.run(mailboxes) }
        #expect(clock.now.offset <= .seconds(30))
        #expect(source.asked.owner.count <= 3 * atOnce)
        #expect(report.sourceErrors == [SourceFailure(source: "table", error: Self.refused)])
        for outcome in report.mailboxes {
            guard case .failed(Self.refused) = outcome.end else {
                Issue.record("\(outcome.end)")
                return
            }
        }
        #expect(waits.withLock { $0 } == ["5.0 seconds: Connection refused.", "10.0 seconds: Connection refused."])
    }

    @Test func `A server that comes back within seconds costs nothing but the wait`() async throws {
        let mailboxes = try Self.mailboxes(24)
        let clock = ManualClock()
        var source = ScriptedSource()
        source.list = { owner, _ in
            if clock.now.offset < .seconds(12) { throw Self.refused }
            return ListingPage(streams: [ScriptedSource.inbox(of: owner)])
        }
        let plan = try Scene().plan(
            bindings: [SourceBinding(source, name: "table")],
            listed: mailboxes,
            clock: clock,
            configure: { $0.mailboxes = 8 }
        )
        let report = try await clock.moving { try await plan.run(mailboxes) }
        #expect(report.mailboxes.allSatisfy { if case .complete = $0.end { true } else { false } })
    }

    @Test func `What is out of reach although others are answered concerns nobody else`() async throws {
        let mailboxes = try Self.mailboxes(6)
        var source = ScriptedSource()
        source.read = { stream, _ in
            guard stream.owner.mailbox != mailboxes[2] else { throw Self.refused }
            return ScriptedSource.end
        }
        // A list is an answer of the same server.
        source.list = { owner, _ in ListingPage(streams: [ScriptedSource.inbox(of: owner)]) }
        let report = try await Scene().plan(
            bindings: [SourceBinding(source, name: "table")],
            listed: mailboxes,
            configure: { $0.mailboxes = 1 }
        ).run(mailboxes)
        #expect(report.mailboxes.prefix(2).allSatisfy { if case .complete = $0.end { true } else { false } })
        guard case .failed = report.mailboxes[2].end else {
            Issue.record("\(report.mailboxes[2].end)")
            return
        }
    }

    @Test func `Whoever waits for a server says so within seconds, with its name`() async throws {
        let clock = ManualClock()
        let answered = ManualClock()
        var source = ScriptedSource()
        source.list = { _, _ in
            try await answered.sleep(for: .seconds(1))
            throw SourceError(.unavailable, scope: .host, retry: .never, message: "No answer.")
        }
        let said = Mutex<[String]>([])
        let isSaid = Latch()
        let plan = try Scene().plan(
            bindings: [SourceBinding(source, name: "table", host: "mail.contoso.example")],
            clock: clock,
            progress: { progress in
                guard case .waiting(_, let reason, _) = progress else { return }
                said.withLock { $0.append(reason) }
                isSaid.open()
            }
        )
        async let report = plan.run([Scene.mailboxes[0]])
        await clock.waitForSleepers()
        await answered.waitForSleepers()
        clock.advance(by: .seconds(5))
        await isSaid.passed()
        answered.advance(by: .seconds(1))
        let error = try await report.sourceErrors.first?.error
        #expect(said.withLock { $0 } == ["no answer from mail.contoso.example yet"])
        #expect(error?.message == "mail.contoso.example: No answer.")
    }
}
