import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Testing

/// For every scenario and every write: fail before it and after it, run again, and demand the same end.
@Suite struct InterruptionTests {
    enum Scenario: String, CaseIterable {
        case firstSync, moves, meetings, expiredCursors, unreadableItems, droppedFolder

        /// Leads `scene` to where the interrupted run begins.
        func prepare(_ scene: Scene) async throws {
            scene.fill()
            guard self != .firstSync else { return }
            if self == .unreadableItems { scene.source.setUnreadable(["e-3", "m-1", "p-6"]) }
            _ = try await scene.plan().run(Scene.mailboxes)
            change(scene.source)
        }

        private func change(_ source: TableSource) {
            switch self {
            case .firstSync: break
            case .moves:
                for number in 0..<6 {
                    source.remove("in-\(number)", from: Scene.mail(1, "inbox"))
                    source.put("moved-\(number)", Scene.mail(number: number), in: Scene.mail(1, "project"))
                }
                source.remove("e-0", from: Scene.mail(2, "inbox"))
            case .meetings:
                for number in 0..<4 {
                    source.put("m-\(number)", Scene.meeting(number: number, isCancelled: true), in: Scene.calendar(0))
                }
                source.remove("n-0", from: Scene.calendar(1))
                source.put("n-9", Scene.meeting(number: 9), in: Scene.calendar(1))
            case .expiredCursors:
                source.remove("m-0", from: Scene.calendar(0))
                source.put("sent-50", Scene.mail(number: 50), in: Scene.mail(0, "sent"))
                for stream in [Scene.calendar(0), Scene.mail(0, "sent")] { source.expireCursors(of: stream) }
            case .unreadableItems:
                source.setUnreadable(["p-6"])
            case .droppedFolder:
                source.drop(Scene.calendar(1))
                source.drop(Scene.mail(1, "project"))
            }
        }
    }

    @Test(arguments: Scenario.allCases, DeletedMail.allCases)
    func `Stopped before or after any write, the next run ends where an uninterrupted one does`(
        scenario: Scenario,
        deletedMail: DeletedMail
    ) async throws {
        let reference = Scene()
        try await scenario.prepare(reference)
        _ = try await reference.plan { $0.deletedMail = deletedMail }.run(Scene.mailboxes)
        let expected = await reference.store.content

        var interruptions = 0
        for point in InterruptionPoint.all {
            let scene = Scene()
            try await scenario.prepare(scene)
            let interrupted = InterruptedStore(scene.store, at: point)
            do {
                _ = try await scene.plan(store: interrupted) { $0.deletedMail = deletedMail }.run(Scene.mailboxes)
                break
            } catch is Interruption {
                interruptions += 1
            }
            let plan = try scene.plan { $0.deletedMail = deletedMail }
            _ = try await plan.run(Scene.mailboxes)
            #expect(await scene.store.content == expected, "\(point)")
            let third = try await plan.run(Scene.mailboxes)
            #expect(third.commits == CommitSummary(), "\(point)")
            #expect(await scene.store.content == expected, "\(point)")
        }
        #expect(interruptions >= 10)
    }
}
