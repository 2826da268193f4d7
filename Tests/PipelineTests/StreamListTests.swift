import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Synchronization
import Testing

/// What asks for pauses without end, or fails whenever it is asked for, takes nothing of the rest with it.
struct StreamListTests {
    private static let archive = StreamList("archive", start: Cursor("archive"), pauses: .own)
    private static let calendars = StreamList("calendars", start: Cursor("calendars"))

    private static func throttled(_ scope: SourceError.Scope, _ retry: SourceError.Retry = .now) -> SourceError {
        SourceError(.throttled, scope: scope, retry: retry, message: "The service asks for a pause.")
    }

    /// A mailbox with an inbox, and a second list that is asked for behind it.
    private struct Mailboxes {
        var source = ScriptedSource()
        let asked = Asked()

        final class Asked: Sendable {
            private let names = Mutex<[String]>([])
            var all: [String] { names.withLock { $0 } }
            func note(_ name: String) { names.withLock { $0.append(name) } }
        }

        /// - Parameters:
        ///   - failure: stands in place of the second list.
        ///   - refusal: stands in place of what is on it.
        init(_ second: StreamList, failure: SourceError? = nil, refusal: SourceError? = nil) {
            source.lists = [StreamList("mailbox"), second]
            source.list = { [asked] owner, cursor in
                asked.note(cursor?.text ?? "mailbox")
                guard cursor != nil else { return ListingPage(streams: [ScriptedSource.inbox(of: owner)]) }
                if let failure { throw failure }
                return ListingPage(streams: ["o1", "o2", "o3", "o4"].map { ScriptedSource.folder($0, of: owner) })
            }
            source.read = { [asked] stream, _ in
                asked.note(stream.folder)
                if let refusal, stream.folder != "inbox" { throw refusal }
                return ScriptedSource.end
            }
        }

        func run(_ pauses: PauseBook) async throws -> (OwnerOutcome, asked: [String]) {
            let before = asked.all.count
            let report = try await Scene().plan(bindings: [SourceBinding(source, name: "table")], pauses: pauses)
                .run([Scene.mailboxes[0]])
            return (report.mailboxes[0], Array(asked.all.dropFirst(before)))
        }
    }

    private static func isIncomplete(_ outcome: OwnerOutcome, _ code: SourceError.Code) -> Bool {
        if case .incomplete(let error) = outcome.end { error.code == code } else { false }
    }

    @Test(
        arguments: [archive, calendars],
        [
            (.throttled, .part, .now), (.throttled, .mailbox, .now), (.throttled, .mailbox, .after(.seconds(300))),
            (.unavailable, .mailbox, .now), (.unavailable, .part, .never), (.badAnswer, .part, .now),
        ] as [(SourceError.Code, SourceError.Scope, SourceError.Retry)]
    )
    func `A list that never comes is asked for after the mail is read, and fails alone`(
        list: StreamList,
        failure: (code: SourceError.Code, scope: SourceError.Scope, retry: SourceError.Retry)
    ) async throws {
        let error = SourceError(failure.code, scope: failure.scope, retry: failure.retry, message: "No.")
        let (outcome, asked) = try await Mailboxes(list, failure: error).run(PauseBook(ImpatientClock()))
        #expect(Self.isIncomplete(outcome, failure.code), "\(outcome.end)")
        #expect(outcome.streams.map(\.stream.folder) == ["inbox"] && outcome.streams.map(\.end) == [.complete])
        #expect(Array(asked.prefix(2)) == ["mailbox", "inbox"])
        #expect(asked.count <= 8)
    }

    @Test(arguments: [false, true])
    func `The pause of an archive is its own, in the next run as well`(isListed: Bool) async throws {
        let pause = Self.throttled(.mailbox, .after(.seconds(900)))
        let mailboxes = Mailboxes(Self.archive, failure: isListed ? nil : pause, refusal: isListed ? pause : nil)
        let first = PauseBook(ImpatientClock())
        let (outcome, asked) = try await mailboxes.run(first)
        #expect(Self.isIncomplete(outcome, .throttled), "\(outcome.end)")
        #expect(asked == ["mailbox", "inbox", "archive"] + (isListed ? ["o1"] : []))
        let end = EligibleTenant.now.advanced(by: .seconds(900))
        let kept = first.standing(at: EligibleTenant.now)
        #expect(kept.map(\.until) == [end] && kept.map(\.list) == ["archive"])
        #expect(kept.map(\.owner) == [.mailbox(Scene.mailboxes[0])])

        let clock = ImpatientClock()
        let second = PauseBook(clock)
        second.resume(kept, at: EligibleTenant.now)
        let (again, askedAgain) = try await mailboxes.run(second)
        #expect(askedAgain == ["mailbox", "inbox"])
        #expect(clock.sleeps.isEmpty)
        guard case .incomplete(let error) = again.end else { throw CancellationError() }
        #expect(error.code == .throttled && error.message.contains(end.iso8601))
        #expect(second.standing(at: EligibleTenant.now) == kept)
        // And it ends.
        let third = PauseBook(ImpatientClock())
        third.resume(kept, at: end)
        #expect(try await mailboxes.run(third).asked.prefix(3) == ["mailbox", "inbox", "archive"])
    }

    @Test func `A pause that a list of calendars asks for is the mailbox's`() async throws {
        let mailboxes = Mailboxes(Self.calendars, failure: Self.throttled(.mailbox, .after(.seconds(900))))
        let first = PauseBook(ImpatientClock())
        let (outcome, asked) = try await mailboxes.run(first)
        #expect(asked == ["mailbox", "inbox", "calendars"])
        #expect(outcome.streams.map(\.end) == [.complete])
        #expect(first.standing(at: EligibleTenant.now).map(\.list) == [nil])
        #expect(try await mailboxes.run(first).asked.isEmpty)
    }

    @Test func `Where no list comes at all it is the mailbox that cannot be read`() async throws {
        for scope in [SourceError.Scope.part, .mailbox] {
            var source = ScriptedSource()
            source.lists = [StreamList("mailbox"), Self.calendars]
            source.list = { _, _ in throw SourceError(.accessDenied, scope: scope, retry: .never, message: "No.") }
            let report = try await Scene().plan(bindings: [SourceBinding(source, name: "table")])
                .run([Scene.mailboxes[0]])
            guard case .failed(let error) = report.mailboxes[0].end else { throw CancellationError() }
            #expect(error.code == .accessDenied && error.scope == .mailbox)
        }
    }

    // MARK: Folders

    private static let folders = ["a", "b", "c", "d", "e", "f"]

    private static func run(
        refusing refused: Set<String>,
        _ error: SourceError
    ) async throws -> (OwnerOutcome, asked: [String]) {
        var source = ScriptedSource()
        source.list = { owner, _ in ListingPage(streams: folders.map { ScriptedSource.folder($0, of: owner) }) }
        let asked = Mailboxes.Asked()
        source.read = { stream, _ in
            asked.note(stream.folder)
            if refused.contains(stream.folder) { throw error }
            return ScriptedSource.end
        }
        let plan = try Scene().plan(
            bindings: [SourceBinding(source, name: "table")],
            configure: { $0.streamsPerMailbox = 2 }
        )
        return (try await plan.run([Scene.mailboxes[0]]).mailboxes[0], asked.all)
    }

    @Test(
        arguments: [["a"], ["f"], ["a", "b"], ["c", "d"]] as [Set<String>],
        [
            throttled(.mailbox), throttled(.mailbox, .after(.seconds(60))), throttled(.source),
            SourceError(.unavailable, scope: .mailbox, retry: .now, message: "Status 502."),
        ]
    )
    func `Folders that fail whenever they are asked for leave the others to be read`(
        refused: Set<String>,
        error: SourceError
    ) async throws {
        let (outcome, _) = try await Self.run(refusing: refused, error)
        #expect(Self.isIncomplete(outcome, error.code), "\(outcome.end)")
        let complete = outcome.streams.filter { $0.end == .complete }.map(\.stream.folder)
        #expect(complete == Self.folders.filter { !refused.contains($0) })
    }

    @Test(arguments: [SourceError.Scope.mailbox, .source])
    func `A mailbox that is always throttled is given up soon`(scope: SourceError.Scope) async throws {
        let (outcome, asked) = try await Self.run(refusing: Set(Self.folders), Self.throttled(scope))
        guard case .failed(let error) = outcome.end else { throw CancellationError() }
        #expect(error.code == .throttled && error.scope == scope)
        #expect(Set(asked).count <= 4)
        #expect(asked.count <= 24)
    }
}
