import Connector
import ConnectorTesting
import Eligibility
import Interactions
import Pipeline
import Synchronization
import Testing

@Suite struct SyncRunTests {
    @Test func `Copies in many folders and mailboxes are one interaction`() async throws {
        let scene = Scene()
        scene.fill()
        let report = try await scene.plan().run(Scene.mailboxes)
        // Mails 0 to 11 and 20 to 23, meetings 0 to 7.
        #expect(report.commits == CommitSummary(added: 24))
        #expect(report.found == 39)
        #expect(report.mailboxes.allSatisfy { if case .complete = $0.end { true } else { false } })
    }

    @Test func `A second run changes nothing`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        let before = await scene.store.content
        let report = try await scene.plan().run(Scene.mailboxes)
        #expect(report.commits == CommitSummary())
        #expect(report.found == 0)
        #expect(await scene.store.content == before)
    }

    @Test func `A mailbox that is not admitted is never contacted`() async throws {
        let scene = Scene()
        scene.fill()
        let report = try await scene.plan(listed: [Scene.mailboxes[0]]).run(Scene.mailboxes)
        #expect(scene.source.contacted == [.mailbox(Scene.mailboxes[0])])
        guard case .refused(let reasons) = report.mailboxes[1].end else {
            Issue.record("not refused")
            return
        }
        #expect(reasons.map(\.gate) == [.dataLocation, .securityRole, .account, .exclusion])
    }

    @Test func `A mail moved between folders stays, whichever folder is read first`() async throws {
        for order in [["inbox", "project"], ["project", "inbox"]] {
            let scene = Scene()
            for folder in order {
                scene.source.put("other-\(folder)", Scene.mail(number: 99), in: Scene.mail(1, folder))
            }
            scene.source.put("a", Scene.mail(number: 1), in: Scene.mail(1, "inbox"))
            _ = try await scene.plan().run(Scene.mailboxes)
            scene.source.remove("a", from: Scene.mail(1, "inbox"))
            scene.source.put("b", Scene.mail(number: 1), in: Scene.mail(1, "project"))
            let report = try await scene.plan { $0.deletedMail = .remove }.run(Scene.mailboxes)
            #expect(report.commits == CommitSummary(), "\(order)")
        }
    }

    @Test(arguments: [(DeletedMail.keep, 0), (.remove, 1)])
    func `Deleted mail stays unless configured otherwise`(deletedMail: DeletedMail, removed: Int) async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        scene.source.remove("e-2", from: Scene.mail(2, "inbox"))
        let report = try await scene.plan { $0.deletedMail = deletedMail }.run(Scene.mailboxes)
        #expect(report.commits == CommitSummary(removed: removed))
    }

    @Test func `A meeting goes when the last calendar drops or cancels it`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        // Meeting 4 stands in both calendars, meeting 0 in Ann's only.
        scene.source.remove("m-4", from: Scene.calendar(0))
        scene.source.remove("m-0", from: Scene.calendar(0))
        // What is left of meeting 4 is a guest's copy, which does not know the answers.
        #expect(try await scene.plan().run(Scene.mailboxes).commits == CommitSummary(changed: 1, removed: 1))
        scene.source.put("n-1", Scene.meeting(number: 4, isCancelled: true), in: Scene.calendar(1))
        #expect(try await scene.plan().run(Scene.mailboxes).commits == CommitSummary(removed: 1))
    }

    @Test func `An expired cursor restarts the one stream and sweeps what is gone`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        scene.source.remove("m-0", from: Scene.calendar(0))
        scene.source.expireCursors(of: Scene.calendar(0))
        let report = try await scene.plan().run(Scene.mailboxes)
        #expect(report.commits == CommitSummary(removed: 1))
        #expect(report.mailboxes[0].streams.map(\.restarts) == [0, 1])
    }

    @Test func `Other settings drop the cursor`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        let wider = TableSource(settingsFingerprint: "table-2")
        let other = Scene(source: wider, store: scene.store)
        other.fill()
        let report = try await other.plan().run(Scene.mailboxes)
        #expect(report.commits == CommitSummary())
        #expect(report.found == 39)
    }

    @Test func `A throttled mailbox waits as told while the others go on`() async throws {
        let scene = Scene()
        scene.fill()
        let refusals = Mutex(2)
        scene.source.setFault { stream, _ in
            guard stream == Scene.mail(1, "inbox"),
                refusals.withLock({
                    $0 -= 1; return $0 >= 0
                })
            else { return nil }
            return SourceError(.throttled, scope: .mailbox, retry: .after(.seconds(30)), message: "")
        }
        let clock = ImpatientClock()
        let report = try await scene.plan(clock: clock).run(Scene.mailboxes)
        #expect(report.commits == CommitSummary(added: 24))
        #expect(clock.sleeps == [.seconds(30), .seconds(30)])
    }

    @Test func `The run says how often and how long it waited`() async throws {
        let scene = Scene()
        scene.fill()
        let faults = Mutex(3)
        scene.source.setFault { _, _ in
            guard
                faults.withLock({ faults in
                    faults -= 1
                    return faults >= 0
                })
            else { return nil }
            return SourceError(.throttled, scope: .mailbox, retry: .after(.seconds(30)), message: "")
        }
        let pauses = try await scene.plan().run(Scene.mailboxes).pauses
        #expect((pauses.count, pauses.throttled, pauses.waited) == (3, 3, .seconds(90)))
    }

    @Test func `A bad mailbox never ends the run, and a bad stream never ends the mailbox`() async throws {
        let scene = Scene()
        scene.fill()
        scene.source.setFault { stream, _ in
            if stream == Scene.mail(1, "inbox") {
                return SourceError(.badAnswer, scope: .stream, retry: .never, message: "")
            }
            if stream.owner == .mailbox(Scene.mailboxes[0]) {
                return SourceError(.accessDenied, scope: .mailbox, retry: .never, message: "")
            }
            return nil
        }
        let report = try await scene.plan().run(Scene.mailboxes)
        #expect(report.mailboxes.map(\.streams.count) == [1, 3, 1])
        #expect(report.mailboxes[1].streams.map(\.found) == [0, 7, 5])
        guard case .failed = report.mailboxes[0].end, case .failed = report.mailboxes[1].end,
            case .complete = report.mailboxes[2].end
        else {
            Issue.record("\(report.mailboxes.map(\.end))")
            return
        }
        // Nothing is taken for deleted because its folder could not be read.
        scene.source.setFault(nil)
        #expect(try await scene.plan().run(Scene.mailboxes).commits.removed == 0)
    }

    @Test func `A source that does not know us ends the run at once`() async throws {
        let scene = Scene()
        scene.fill()
        scene.source.setFault { _, _ in
            SourceError(.unauthenticated, scope: .source, retry: .never, message: "")
        }
        let report = try await scene.plan().run(Scene.mailboxes)
        #expect(report.sourceError?.code == .unauthenticated)
        #expect(scene.source.contacted.count == 1)
        #expect(report.mailboxes.count == 3)
    }

    @Test func `An item that could not be read is asked for again in the next run`() async throws {
        let scene = Scene()
        scene.fill()
        scene.source.setUnreadable(["e-3", "m-1"])
        let first = try await scene.plan().run(Scene.mailboxes)
        #expect(first.commits == CommitSummary(added: 22))
        #expect(first.mailboxes.flatMap(\.streams).reduce(0) { $0 + $1.unreadable } == 2)
        let second = try await scene.plan().run(Scene.mailboxes)
        #expect(second.commits == CommitSummary())
        scene.source.setUnreadable([])
        #expect(try await scene.plan().run(Scene.mailboxes).commits == CommitSummary(added: 2))
        #expect(try await scene.plan().run(Scene.mailboxes).found == 0)
    }

    @Test func `A stop finishes and commits the page, and the next run goes on there`() async throws {
        let scene = Scene()
        scene.fill()
        let stop = StopSignal()
        let plan = try scene.plan(stop: stop, progress: { if case .page = $0 { stop.request() } })
        let stopped = try await plan.run(Scene.mailboxes)
        guard case .stopped = stopped.mailboxes[0].end else {
            Issue.record("\(stopped.mailboxes[0].end)")
            return
        }
        #expect((1...2).contains(stopped.mailboxes[0].streams[0].pages))
        #expect(scene.source.contacted == [.mailbox(Scene.mailboxes[0])])
        let rest = try await scene.plan().run(Scene.mailboxes)
        #expect(stopped.commits.added + rest.commits.added == 24)
        #expect(stopped.found + rest.found == 39)
    }

    @Test func `A dropped folder takes its meetings along, not its mail`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        scene.source.drop(Scene.calendar(0))
        scene.source.drop(Scene.mail(2, "inbox"))
        // Meetings 0 to 2 were in Ann's calendar only; of 3 and 4 a guest's copy is left.
        #expect(try await scene.plan().run(Scene.mailboxes).commits == CommitSummary(changed: 2, removed: 3))
    }

    @Test func `A page that repeats without end is left alone`() async throws {
        let scene = Scene()
        let report = try await SyncRun(
            mailboxes: .init(EndlessSource(), name: "table"),
            upkeep: StoreUpkeep(
                store: scene.store,
                decide: EligibleTenant.decide(Scene.mailboxes),
                retention: nil,
                now: { EligibleTenant.now }
            ),
            normalizer: .forTests()
        ).run([Scene.mailboxes[0]])
        guard case .failed(let error) = report.mailboxes[0].end else {
            Issue.record("\(report.mailboxes[0].end)")
            return
        }
        #expect(error.code == .badAnswer)
    }
}

/// Always one more page, always the same one.
private struct EndlessSource: Source {
    let settingsFingerprint = ""

    func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        ListingPage(streams: [Scene.mail(0, "inbox")])
    }

    func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        ChangePage(changes: [], cursor: Cursor("again"), isLast: false, startsRound: cursor == nil)
    }

    func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] { [] }
}
