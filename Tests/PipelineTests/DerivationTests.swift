import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Testing

/// When the internal domains change, what is stored follows in the next run.
@Suite struct DerivationTests {
    private static let domains = [
        ["contoso.example"], ["fabrikam.example"], ["contoso.example", "fabrikam.example"],
        ["*.contoso.example", "adatum.example"],
        ["adatum.example"],
    ]

    private static func filled() -> Scene {
        let scene = Scene()
        scene.fill()
        scene.fillCRM()
        return scene
    }

    @Test(arguments: domains, domains)
    func `After the next run all says what it says in a store that was read with them`(
        old: [String],
        new: [String]
    ) async throws {
        let expected = Self.filled()
        _ = try await expected.plan(domains: new).run(Scene.mailboxes)
        let scene = Self.filled()
        _ = try await scene.plan(domains: old).run(Scene.mailboxes)
        let before = await scene.store.content
        let sequence = await scene.store.counts().lastSequence
        // Nothing new is read.
        let report = try await scene.plan(domains: new).run(Scene.mailboxes)
        let after = await scene.store.content
        #expect(await after == expected.store.content)
        let different = Set(after.interactions).subtracting(before.interactions).count
        #expect(report.derived == CommitSummary(changed: different))
        #expect(report.commits == report.derived)
        let told = await scene.store.interactions(after: ChangePosition(sequence: sequence), limit: 1_000)
        #expect(told.records.count == different)
        #expect(try await scene.plan(domains: new).run(Scene.mailboxes).commits == CommitSummary())
    }

    @Test func `No mailbox has to be admitted, nor any service reachable`() async throws {
        let expected = Self.filled()
        _ = try await expected.plan(domains: Self.domains[1]).run(Scene.mailboxes)
        let scene = Self.filled()
        _ = try await scene.plan().run(Scene.mailboxes)
        let failure = SourceError(.unauthenticated, scope: .source, retry: .never, message: "no")
        scene.source.setFault { _, _ in failure }
        scene.crm.setFault { _, _ in failure }
        _ = try await scene.plan(domains: Self.domains[1]).run(Scene.mailboxes)
        #expect(await scene.store.content.interactions == expected.store.content.interactions)
    }

    @Test func `Stopped before or after any write, the next run ends where an uninterrupted one does`() async throws {
        let expected = Self.filled()
        _ = try await expected.plan(domains: Self.domains[1]).run(Scene.mailboxes)
        var interruptions = 0
        for point in InterruptionPoint.all {
            let scene = Self.filled()
            _ = try await scene.plan().run(Scene.mailboxes)
            scene.source.put("sent-50", Scene.mail(number: 50), in: Scene.mail(0, "sent"))
            if interruptions == 0 {
                expected.source.put("sent-50", Scene.mail(number: 50), in: Scene.mail(0, "sent"))
                _ = try await expected.plan(domains: Self.domains[1]).run(Scene.mailboxes)
            }
            do {
                let interrupted = InterruptedStore(scene.store, at: point)
                _ = try await scene.plan(store: interrupted, domains: Self.domains[1]).run(Scene.mailboxes)
                break
            } catch is Interruption {
                interruptions += 1
            }
            let plan = try scene.plan(domains: Self.domains[1])
            _ = try await plan.run(Scene.mailboxes)
            #expect(await scene.store.content == expected.store.content, "\(point)")
            #expect(try await plan.run(Scene.mailboxes).commits == CommitSummary(), "\(point)")
        }
        #expect(interruptions >= 4)
    }
}
