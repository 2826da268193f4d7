import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Testing

/// Several sources in one run, and mailboxes that move from one to the other.
struct HybridTests {
    /// What `Scene.fill` puts into a mailbox, under the name of another source.
    private static func source(_ name: String, of mailboxes: [Int]) -> TableSource {
        let source = TableSource(pageSize: 3)
        func folder(_ mailbox: Int, _ kind: StreamID.Kind, _ folder: String) -> StreamID {
            StreamID(source: name, owner: .mailbox(Scene.mailboxes[mailbox]), kind: kind, folder: folder)
        }
        if mailboxes.contains(0) {
            for number in 0..<10 { source.put("s\(number)", Scene.mail(number: number), in: folder(0, .mail, "sent")) }
            for number in 0..<5 {
                source.put("m\(number)", Scene.meeting(number: number), in: folder(0, .calendar, "c"))
            }
        }
        if mailboxes.contains(1) {
            for number in 0..<8 { source.put("i\(number)", Scene.mail(number: number), in: folder(1, .mail, "inbox")) }
            for number in 3..<8 {
                source.put("n\(number)", Scene.meeting(number: number), in: folder(1, .calendar, "c"))
            }
        }
        if mailboxes.contains(2) {
            for number in 20..<24 {
                source.put("e\(number)", Scene.mail(number: number), in: folder(2, .mail, "inbox"))
            }
        }
        return source
    }

    private static func bindings(_ a: Set<Int>, _ b: Set<Int>) -> [SourceBinding] {
        [("a", a), ("b", b)].map { name, numbers in
            SourceBinding(source(name, of: numbers.sorted()), name: name) { mailbox in
                numbers.contains { Scene.mailboxes[$0] == mailbox }
            }
        }
    }

    @Test func `Mailboxes through two sources and the CRM in one run are what runs one by one are`() async throws {
        let together = Scene()
        together.fillCRM()
        let report = try await together.plan(bindings: Self.bindings([0, 2], [1])).run(Scene.mailboxes)
        #expect(report.mailboxes.allSatisfy { if case .complete = $0.end { true } else { false } })
        guard case .complete = report.crm?.end else { throw CancellationError() }

        let apart = Scene()
        apart.fillCRM()
        _ = try await apart.plan(bindings: [Self.bindings([0, 2], [1])[0]]).run([
            Scene.mailboxes[0], Scene.mailboxes[2],
        ])
        _ = try await apart.plan(bindings: [Self.bindings([0, 2], [1])[1]]).run([Scene.mailboxes[1]])
        #expect(await together.store.content == apart.store.content)
    }

    @Test func `A mailbox that moved to the other source keeps its interactions, each once`() async throws {
        for deletedMail in DeletedMail.allCases {
            let scene = Scene()
            let bindings = Self.bindings([0, 1, 2], [])
            _ = try await scene.plan(bindings: bindings) { $0.deletedMail = deletedMail }.run(Scene.mailboxes)
            let before = await scene.store.content.interactions
            #expect(before.count == 22)
            let moved = try await scene.plan(bindings: Self.bindings([0, 2], [1])) { $0.deletedMail = deletedMail }
                .run(Scene.mailboxes)
            #expect(moved.commits.removed == 0)
            #expect(await scene.store.content.interactions == before)
            // What the old source told is gone: a meeting that leaves the new one leaves.
            let later = Self.bindings([0, 2], [1])
            guard let source = later[1].source as? TableSource else { throw CancellationError() }
            let calendar = StreamID(source: "b", owner: .mailbox(Scene.mailboxes[1]), kind: .calendar, folder: "c")
            source.remove("n7", from: calendar)
            source.put("n9", Scene.meeting(number: 9), in: calendar)
            source.expireCursors(of: calendar)
            let report = try await scene.plan(bindings: later) { $0.deletedMail = deletedMail }.run(Scene.mailboxes)
            #expect((report.commits.added, report.commits.removed) == (1, 1))
        }
    }

    @Test func `As long as a moved mailbox could not be read whole, the old source's word stays`() async throws {
        let scene = Scene()
        _ = try await scene.plan(bindings: Self.bindings([1], [])).run([Scene.mailboxes[1]])
        let before = await scene.store.content.interactions
        let bindings = Self.bindings([], [1])
        guard let source = bindings[1].source as? TableSource else { throw CancellationError() }
        source.setFault { stream, _ in
            guard stream.kind == .calendar else { return nil }
            return SourceError(.accessDenied, scope: .stream, retry: .never, message: "")
        }
        let report = try await scene.plan(bindings: bindings).run([Scene.mailboxes[1]])
        guard case .incomplete = report.mailboxes[0].end else { throw CancellationError() }
        #expect(await scene.store.content.interactions == before)
    }

    @Test func `The failure of one source is not the other's, and each is reported`() async throws {
        let bindings = Self.bindings([0], [1])
        guard let source = bindings[0].source as? TableSource else { throw CancellationError() }
        source.setFault { _, _ in SourceError(.unauthenticated, scope: .source, retry: .never, message: "no") }
        let report = try await Scene().plan(bindings: bindings).run(Scene.mailboxes)
        #expect(report.sourceErrors.map(\.source) == ["a"])
        guard case .failed = report.mailboxes[0].end, case .complete = report.mailboxes[1].end,
            case .failed(let error) = report.mailboxes[2].end
        else { throw CancellationError() }
        // Nobody reads it.
        #expect(error.code == .refusedRequest && error.scope == .mailbox)
    }

    @Test func `Where no server can be found, the CRM is read all the same`() async throws {
        let scene = Scene()
        scene.fillCRM()
        let lost = SourceError(.unavailable, scope: .source, retry: .never, message: "Autodiscover finds nothing.")
        let run = SyncRun(
            mailboxes: { _ in throw lost },
            crm: SourceBinding(scene.crm, name: "crm"),
            upkeep: StoreUpkeep(
                store: scene.store,
                decide: EligibleTenant.decide(Scene.mailboxes),
                retention: nil,
                now: { EligibleTenant.now }
            ),
            normalizer: try .forTests()
        )
        let report = try await run.run(Scene.mailboxes)
        guard case .complete = report.crm?.end else { throw CancellationError() }
        #expect(report.sourceErrors.map(\.error) == [lost])
        #expect(report.mailboxes.count == 3)
    }
}
