import Connector
import ConnectorTesting
import Eligibility
import Interactions
import Pipeline
import Synchronization
import Testing

/// What happens when a mailbox is not admitted any more, before a run or in the middle of it.
struct AdmissionTests {
    private static let (ann, bob, eve) = (Scene.mailboxes[0], Scene.mailboxes[1], Scene.mailboxes[2])

    @Test func `A mailbox that lost its admission is not contacted, and what only it contributed goes`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        let before = scene.source.contacted.count
        let report = try await scene.plan(listed: [Self.ann, Self.bob]).run(Scene.mailboxes)
        #expect(!scene.source.contacted.dropFirst(before).contains(.mailbox(Self.eve)))
        #expect(report.purges.map(\.mailbox) == [Self.eve])
        #expect(report.purges.allSatisfy { !$0.reasons.isEmpty })

        let expected = Scene()
        expected.fill()
        _ = try await expected.plan().run([Self.ann, Self.bob])
        #expect(await scene.store.content.interactions == expected.store.content.interactions)
        // Done is done.
        let again = try await scene.plan(listed: [Self.ann, Self.bob]).run(Scene.mailboxes)
        #expect(again.purges.isEmpty && again.commits == CommitSummary())
    }

    @Test func `A mailbox that nobody asked to read is purged as well`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        let report = try await scene.plan(listed: [Self.ann]).run([Self.ann])
        #expect(report.purges.map(\.mailbox) == [Self.bob, Self.eve])
    }

    @Test func `Admission lost during a run ends that mailbox at the next page, and it is purged in the same run`()
        async throws
    {
        for pages in 1..<8 {
            let scene = Scene()
            scene.fill()
            let asked = Mutex(0)
            let admit = EligibleTenant.decide(Scene.mailboxes)
            let refuse = EligibleTenant.decide([Self.ann, Self.eve])
            let report = try await scene.plan(decide: { mailbox in
                let count = asked.withLock { asked in
                    if mailbox == Self.bob { asked += 1 }
                    return asked
                }
                return try await count <= pages ? admit(mailbox) : refuse(mailbox)
            }).run([Self.bob, Self.ann, Self.eve])
            let bob = try #require(report.mailboxes.first)
            guard case .refused = bob.end else {
                Issue.record("\(pages): \(bob.end)")
                continue
            }
            let expected = Scene()
            expected.fill()
            _ = try await expected.plan().run([Self.ann, Self.eve])
            #expect(await scene.store.content.interactions == expected.store.content.interactions, "\(pages)")
        }
    }

    @Test func `Who lost admission during a back-off is not asked again`() async throws {
        let asked = Mutex(0)
        let admit = EligibleTenant.decide(Scene.mailboxes)
        let refuse = EligibleTenant.decide([])
        let plan = SyncRun(
            mailboxes: { _ in [SourceBinding(BusySource(asked: { asked.withLock { $0 += 1 } }), name: "table")] },
            upkeep: StoreUpkeep(
                store: MemoryStore(),
                decide: { try await asked.withLock { $0 } == 0 ? admit($0) : refuse($0) },
                retention: nil,
                now: { EligibleTenant.now }
            ),
            normalizer: try .forTests(),
            pauses: PauseBook(ImpatientClock())
        )
        let report = try await plan.run([Self.ann])
        #expect(asked.withLock { $0 } == 1)
        guard case .refused = report.mailboxes.first?.end else {
            Issue.record("\(report.mailboxes)")
            return
        }
    }

    @Test func `Admitted again, a mailbox is read from the start`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        let before = await scene.store.content.interactions
        _ = try await scene.plan(listed: [Self.ann]).run(Scene.mailboxes)
        _ = try await scene.plan().run(Scene.mailboxes)
        #expect(await scene.store.content.interactions == before)
    }

    @Test func `A decision that cannot be made ends the run before anything is read or removed`() async throws {
        struct Unreadable: Error {}
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        let before = await scene.store.content
        let contacted = scene.source.contacted
        await #expect(throws: Unreadable.self) {
            _ = try await scene.plan(decide: { _ in throw Unreadable() }).run(Scene.mailboxes)
        }
        #expect(await scene.store.content == before)
        #expect(scene.source.contacted == contacted)
    }

    @Test func `What is older than retention goes, and does not come back`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        let all = await scene.store.content.interactions
        // Between the mails and the meetings.
        let day = EligibleTenant.now.duration(since: Timestamp(microseconds: 1_755_000_000_000_000))
        let days = Int(day / .seconds(86_400))
        let meetings = all.filter { $0.kind == .meeting }
        #expect(!meetings.isEmpty && meetings.count < all.count)
        for _ in 0..<2 {
            _ = try await scene.plan(retention: Retention(days: days)).run(Scene.mailboxes)
            #expect(await scene.store.content.interactions == meetings)
        }
        // Kept for ever again, it is read again.
        _ = try await scene.plan().run(Scene.mailboxes)
        #expect(await scene.store.content.interactions == all)
    }

    /// A machine that is ten years ahead, and what services say of it.
    @Test(arguments: [
        (nil, nil, false), (nil, EligibleTenant.now, false), (EligibleTenant.now, nil, false),
        (EligibleTenant.now.advanced(by: .seconds(315_360_000)), nil, true),
    ])
    func `Nothing expires on this machine's word alone`(
        told: Timestamp?,
        toldWhenAsked: Timestamp?,
        isExpired: Bool
    ) async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        let before = await scene.store.content.interactions
        let hasAsked = Mutex(false)
        let upkeep = StoreUpkeep(
            store: scene.store,
            decide: EligibleTenant.decide(Scene.mailboxes),
            retention: Retention(days: 3_650),
            now: { EligibleTenant.now.advanced(by: .seconds(315_360_000)) },
            told: { told ?? (hasAsked.withLock { $0 } ? toldWhenAsked : nil) },
            askForTime: { hasAsked.withLock { $0 = true } }
        )
        let outcome = try await upkeep.run()
        #expect(outcome.awaitsTime == (told == nil && toldWhenAsked == nil))
        #expect(hasAsked.withLock { $0 } == (told == nil))
        #expect((await scene.store.content.interactions != before) == isExpired)
    }

    @Test func `Retention is a number of whole days of UTC`() {
        let day: Int64 = 86_400_000_000
        let noon = Timestamp(microseconds: 20_000 * day + day / 2)
        #expect(Retention(days: 3).horizon(at: noon) == Timestamp(microseconds: 19_997 * day))
        #expect(Retention(days: 1).horizon(at: Timestamp(microseconds: -1)) == Timestamp(microseconds: -2 * day))
    }
}

/// Asks for a pause, every time.
private struct BusySource: Source {
    let settingsFingerprint = ""
    let asked: @Sendable () -> Void

    func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        asked()
        throw SourceError(.throttled, scope: .mailbox, retry: .after(.seconds(1)), message: "Busy.")
    }

    func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        ChangePage(changes: [], cursor: Cursor("c"), isLast: true, startsRound: true)
    }

    func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] { [] }
}
