import Connector
import ConnectorTesting
import Interactions
import Normalization
import Pipeline
import Testing

/// Calls that are planned: kept while they lie ahead, gone when their time passed, there again when they were made.
struct PlanTests {
    private static func call(_ number: Int, at: Timestamp, isPlanned: Bool) -> SourceItem {
        guard case .activity(var call) = Scene.call(number: number) else { return Scene.call(number: number) }
        (call.start, call.isPlanned) = (at, isPlanned)
        return .activity(call)
    }

    private static func calls(_ scene: Scene) async -> [Interaction] {
        await scene.store.content.interactions.filter { $0.kind == .phoneCall }
    }

    @Test(arguments: [SourceActivity.Kind.phoneCall, .appointment], [86_400, 86_401, 2_200_000_000])
    func `What the CRM says is over was at no time that is still to come`(kind: SourceActivity.Kind, seconds: Int)
        async throws
    {
        for isCompleted in [true, false] {
            let scene = Scene()
            guard case .activity(let call) = Scene.call(number: 1) else { return }
            var activity = SourceActivity(kind, id: call.id)
            activity.parties = call.parties
            activity.start = EligibleTenant.now.advanced(by: .seconds(seconds))
            activity.end = activity.start
            activity.isCompleted = isCompleted
            scene.crm.put("a", .activity(activity), in: Scene.activities)
            let report = try await scene.plan().run(Scene.mailboxes)
            let isLeftOut = isCompleted && seconds > 86_400
            #expect(report.leftOut[.filtered(.noTime)] == (isLeftOut ? 1 : nil))
            #expect(await scene.store.content.crm.count == (isLeftOut ? 0 : 1))
        }
    }

    @Test func `A plan is kept until its time has passed, and then was never made`() async throws {
        let scene = Scene()
        let now = EligibleTenant.now
        let at = now.advanced(by: .seconds(3_600))
        scene.crm.put("p", Self.call(1, at: at, isPlanned: true), in: Scene.activities)
        scene.crm.put("old", Self.call(2, at: now.advanced(by: .seconds(-60)), isPlanned: true), in: Scene.activities)
        scene.crm.put("made", Self.call(3, at: now.advanced(by: .seconds(-60)), isPlanned: false), in: Scene.activities)
        let first = try await scene.plan(told: { now }).run([])
        #expect(first.commits == CommitSummary(added: 2))
        #expect(first.leftOut.byName == ["draft": 1])
        #expect(await Self.calls(scene).filter { $0.flags.contains(.planned) }.map(\.occurredAt) == [at])
        #expect(try await scene.plan(told: { now }).run([]).commits == CommitSummary())

        // Nobody knows what time it is: nothing is over.
        #expect(try await scene.plan(told: { nil }).run([]).commits == CommitSummary())
        let later = now.advanced(by: .seconds(7_200))
        #expect(try await scene.plan(told: { later }).run([]).commits == CommitSummary(removed: 1))
        #expect(try await scene.plan(told: { later }).run([]).commits == CommitSummary())
        scene.crm.expireCursors(of: Scene.activities)
        #expect(try await scene.plan(told: { later }).run([]).commits == CommitSummary())

        scene.crm.put("p", Self.call(1, at: at, isPlanned: false), in: Scene.activities)
        #expect(try await scene.plan(told: { later }).run([]).commits == CommitSummary(added: 1))
        #expect(await Self.calls(scene).allSatisfy { !$0.flags.contains(.planned) })
    }

    @Test func `A plan that is put off stays, and one that is called off goes`() async throws {
        let scene = Scene()
        let now = EligibleTenant.now
        scene.crm.put("p", Self.call(1, at: now.advanced(by: .seconds(60)), isPlanned: true), in: Scene.activities)
        _ = try await scene.plan(told: { now }).run([])
        let at = now.advanced(by: .seconds(9_000))
        scene.crm.put("p", Self.call(1, at: at, isPlanned: true), in: Scene.activities)
        let later = now.advanced(by: .seconds(30))
        #expect(try await scene.plan(told: { later }).run([]).commits == CommitSummary(changed: 1))
        #expect(await Self.calls(scene).map(\.occurredAt) == [at])
        scene.crm.remove("p", from: Scene.activities)
        #expect(try await scene.plan(told: { later }).run([]).commits == CommitSummary(removed: 1))
    }
}
