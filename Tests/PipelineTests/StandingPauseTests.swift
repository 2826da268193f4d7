import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Synchronization
import Testing

/// What a service asked for holds for the next run as well, whoever makes it.
struct StandingPauseTests {
    private static func throttled(_ seconds: Int, _ scope: SourceError.Scope) -> SourceError {
        SourceError(.throttled, scope: scope, retry: .after(.seconds(seconds)), message: "Later.")
    }

    @Test(arguments: [SourceError.Scope.mailbox, .source], [400, 90_000])
    func `A run that starts earlier asks nothing and says until when; one that starts later reads`(
        scope: SourceError.Scope,
        seconds: Int
    ) async throws {
        var source = ScriptedSource()
        source.list = { owner, _ in ListingPage(streams: [ScriptedSource.folder("a", of: owner)]) }
        let asked = Mutex<[StreamOwner]>([])
        let isThrottled = Mutex(true)
        source.read = { stream, _ in
            asked.withLock { $0.append(stream.owner) }
            if isThrottled.withLock({ $0 }), stream.owner.mailbox == Scene.mailboxes[0] {
                throw Self.throttled(seconds, scope)
            }
            return ScriptedSource.end
        }
        let both = Array(Scene.mailboxes.prefix(2))
        let bindings = [SourceBinding(source, name: "table")]
        let first = PauseBook(ImpatientClock())
        _ = try await Scene().plan(bindings: bindings, pauses: first).run(both)
        let end = EligibleTenant.now.advanced(by: .seconds(seconds))
        let kept = first.standing(at: EligibleTenant.now)
        #expect(kept.map(\.until) == [end])
        #expect(kept.map(\.owner) == [scope == .source ? nil : .mailbox(both[0])])

        isThrottled.withLock { $0 = false }
        asked.withLock { $0 = [] }
        func run(at now: Timestamp) async throws -> (report: RunReport, kept: [StandingPause]) {
            let clock = ImpatientClock()
            let book = PauseBook(clock)
            book.resume(kept, at: now)
            let report = try await Scene().plan(bindings: bindings, pauses: book).run(both)
            #expect(clock.sleeps.isEmpty)
            return (report, book.standing(at: now))
        }
        for early in [0, seconds - 1] {
            let (report, again) = try await run(at: EligibleTenant.now.advanced(by: .seconds(early)))
            guard case .failed(let error) = report.mailboxes[0].end else { throw CancellationError() }
            #expect(error.code == .throttled && error.message.contains(end.iso8601))
            #expect(asked.withLock { $0 }.contains(.mailbox(both[0])) == false)
            // Who is not concerned is read.
            if scope == .mailbox { guard case .complete = report.mailboxes[1].end else { throw CancellationError() } }
            if scope == .source { #expect(asked.withLock { $0 }.isEmpty) }
            #expect(again == kept)
        }
        let (late, none) = try await run(at: end)
        guard case .complete = late.mailboxes[0].end else { throw CancellationError() }
        #expect(none.isEmpty)
    }

    /// Busy or not, nobody said for how long.
    @Test(arguments: [SourceError.Code.unavailable, .throttled], [SourceError.Scope.mailbox, .source])
    func `What nobody asked for is not kept`(code: SourceError.Code, scope: SourceError.Scope) async throws {
        var source = ScriptedSource()
        source.read = { _, _ in throw SourceError(code, scope: scope, retry: .now, message: "Not now.") }
        let book = PauseBook(ImpatientClock())
        _ = try await Scene().plan(bindings: [SourceBinding(source, name: "table")], pauses: book)
            .run([Scene.mailboxes[0]])
        #expect(book.standing(at: EligibleTenant.now).isEmpty)
    }
}
