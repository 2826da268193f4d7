import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Testing

/// What was left out by a wrong time is read again once the time is right.
struct ClockCorrectionTests {
    /// Everything of the scene is younger than this, and nothing if it were ten years later.
    private static let retention = Retention(days: 2_000)

    @Test func `After a correction everything is read from its start, and once`() async throws {
        let right = Scene()
        right.fill()
        _ = try await right.plan(retention: Self.retention).run(Scene.mailboxes)
        let expected = await right.store.content

        let scene = Scene()
        scene.fill()
        let ahead = EligibleTenant.now.advanced(by: .seconds(10 * 365 * 86_400))
        let wrong = try await scene.plan(retention: Self.retention, told: { ahead }).run(Scene.mailboxes)
        #expect(wrong.leftOut[.retention] ?? 0 > 0)
        #expect(await scene.store.content.interactions.isEmpty)
        // The cursors are behind all of it.
        _ = try await scene.plan(retention: Self.retention).run(Scene.mailboxes)
        #expect(await scene.store.content.interactions.isEmpty)

        for corrections in [1, 1, 2] {
            _ = try await scene.plan(configure: { $0.clockCorrections = corrections }, retention: Self.retention)
                .run(Scene.mailboxes)
            #expect(await scene.store.content == expected)
        }
        let again = try await scene.plan(configure: { $0.clockCorrections = 2 }, retention: Self.retention)
            .run(Scene.mailboxes)
        #expect(again.found == 0)
    }
}
