import Connector
import Eligibility
import Engine
import Feed
import Interactions
import Pipeline
import Testing

/// What another face than the commands can do: everything, through the engine alone and without a terminal.
struct SecondDoorTests {
    @Test func `A face that is no command enables, syncs, exports, erases and reads the evidence`() async throws {
        try await InstalledTenant.withNewEngine { _, engine, mailboxes in
            try await Self.useEverything(engine, administrator: try #require(mailboxes.first).address)
        }
    }

    private static func useEverything(_ engine: Engine, administrator: EmailAddress) async throws {
        #expect(try await engine.status().stored == nil)
        await #expect(throws: EngineError.self) { try await engine.record(.enabled, by: administrator) }
        try await engine.record(.premiumFeaturesInstalled, by: administrator)
        try await engine.record(.enabled, by: administrator)
        try await engine.record(.rolesSelected(["Salesperson"]), by: administrator)
        #expect(try await engine.eligibility().dryRun().readCount == 0)
        try await engine.record(.consentGranted, by: administrator)

        let run = try await engine.eligibility().dryRun()
        #expect(run.readCount > 0)
        let report = try await engine.sync()
        #expect(report.commits.added > 0)
        #expect(try await engine.sync().commits.added == 0)
        let status = try await engine.status()
        #expect(status.admitted == run.readCount)

        // Refused without permission, and without records of a CRM only empty.
        _ = try await Relationships(engine, for: .relationshipAnalytics, at: .now)
        _ = try await Relationships(engine, for: .whoKnowsWhom, at: .now).introductions()

        #expect(try await Self.rows(engine, of: .interaction).count == report.commits.added)
        let outsider = try await Self.rows(engine, of: .participant).first { $0.contains("\"is_internal\":false") }
        let address = outsider?.firstMatch(of: /"address":"([^"]+)"/).map { String($0.1) }
        let person = try #require(address.flatMap { EmailAddress($0) })
        let plan = try await engine.plan(erasing: .smtp(person))
        #expect(plan.confirmed([]) == nil)
        let erased = try await engine.remove(try #require(plan.confirmed([.removal])))
        #expect(plan.interactions > 0 && plan.interactions == erased.removed + erased.changed)
        #expect(try await engine.plan(erasing: .smtp(person)).isEmpty)
        let disabling = try await engine.plan(.disabled)
        #expect(disabling.mailboxes == run.readCount && disabling.interactions > 0)
        let unconfirmed = await #expect(throws: EngineError.self) {
            try await engine.record(.disabled, by: administrator)
        }
        #expect(unconfirmed?.code == .unconfirmed)
        // What was agreed to is that, and nothing else.
        await #expect(throws: EngineError.self) {
            try await engine.record(.disabled, by: administrator, confirmed: plan.confirmed([.removal]))
        }
        let colleague = try await engine.plan(erasing: .smtp(administrator))
        #expect(colleague.isColleague && colleague.confirmed([.removal]) == nil)
        #expect(colleague.confirmed([.removal, .colleague]) != nil)
        try await engine.refreshFeed()
        for stream in FeedStream.allCases {
            #expect(try await !Self.rows(engine, of: stream).contains { $0.contains(person.text) })
        }
        #expect(try engine.verifyLog().map { $0.records > 6 } == true)
        #expect(try engine.logRows().last?.kind == "erasure")
    }

    /// The lines of one stream of the feed.
    private static func rows(_ engine: Engine, of stream: FeedStream) async throws -> [String] {
        var records = JSONRecords()
        var lines: [UInt8] = []
        try await engine.feed(FeedRequest([stream]), to: &records) { records, _ in lines += records.take() }
        return String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
