import AccessTokens
import Connector
import ConnectorTesting
import CurlTransport
import Dataverse
import Eligibility
import Engine
import ExchangeSimulator
import Foundation
import HTTPTransport
import HTTPTypes
import Interactions
import OData
import Settings
import Synchronization
import Testing

/// What is written back to the CRM.
@Suite(.timeLimit(.minutes(30))) struct `Publishing to Dataverse` {
    static let set = CRMState.publishedSet

    private static func with(_ body: (World, Engine, String) async throws -> Void) async throws {
        let now = UInt32(Date().timeIntervalSince1970)
        let tenant = TenantGenerator(users: 3, seed: 5, itemsPerUser: 120, now: Int(now)).generate()
        try await World.with(tenant) { world in
            let path = try world.configuration("publish", hasCRM: true) { settings in
                settings["dataverse"] = ["url": world.simulator.dataverse, "publishTable": "rapport_relationship"]
            }
            let engine = Engine(try await RapportSettings.load(path, environment: [:]))
            _ = try await engine.sync()
            try await body(world, engine, path)
        }
    }

    @Test func `writes each relationship once, and again what changed by a grade, a trend or five points`() async throws
    {
        try await Self.with { world, engine, path in
            let plan = try await engine.planPublication()
            #expect(plan.writes > 3 && plan.removals == 0 && plan.unchanged == 0)
            let outcome = try await engine.publish(plan)
            #expect(outcome.written == plan.writes && outcome.refused == 0)
            let rows = try #require(world.crm[Self.set]?.rows)
            #expect(rows.count == plan.writes)
            for row in rows.values {
                // The row is the record's, and names nobody.
                let lookups = row.values.values.filter { if case .lookup(_, row.id) = $0 { true } else { false } }
                #expect(lookups.count == 1)
                #expect(!String(describing: row.values).contains("@"))
            }
            #expect(try await engine.planPublication().writes == 0)

            let (id, row) = try #require(rows.min { $0.key < $1.key })
            guard case .integer(let health) = row.values["rapport_health"] else { throw CancellationError() }
            let other = "11111111-0000-4000-8000-000000000000"
            for (values, writes): ([String: CRMState.Value], Int) in [
                (["rapport_health": .integer(health + 4)], 0), (["rapport_health": .integer(health + 5)], 1),
                (["rapport_health": .integer(health - 5)], 1), (["rapport_grade": .text("other")], 1),
                (["rapport_trend": .text("other")], 1), (["rapport_basis": .text("other")], 1),
                (["rapport_strength": .integer(-5)], 1), (["rapport_contactid": .lookup("contact", id: other)], 1),
            ] {
                world.updateCRM { $0.put(id, values, in: Self.set, at: 0) }
                let plan = try await engine.planPublication()
                #expect(plan.writes == writes && plan.removals == 0, "\(values)")
                world.updateCRM {
                    $0.put(id, [:], in: Self.set, at: 0, emptying: ["rapport_contactid"])
                    $0.put(id, row.values, in: Self.set, at: 0)
                }
            }
            // A row that nobody wrote here.
            world.updateCRM { $0.put("00000000-0000-4000-8000-000000000000", [:], in: Self.set, at: 0) }
            let program = try await RapportProgram.run(["publish", "dataverse", "--config", path])
            #expect(program.status == 64)
            #expect(program.talk.contains("1 row of the CRM's table to remove.") && program.talk.contains("--yes"))
            let dry = try await RapportProgram.run(["publish", "dataverse", "--config", path, "--dry-run"])
            #expect(dry.status == 0 && world.crm[Self.set]?.rows.count == rows.count + 1)
            let done = try await RapportProgram.run(["publish", "dataverse", "--config", path, "--yes"])
            #expect(done.status == 0, "\(done.talk)")
            #expect(world.crm[Self.set]?.rows.count == rows.count)
        }
    }

    @Test func `empties rows after erasure, opting out, and switching off`() async throws {
        try await Self.with { world, engine, _ in
            _ = try await engine.publish(try await engine.planPublication())
            func contacts() -> [(id: String, address: String)] {
                (world.crm[Self.set]?.rows.keys.sorted() ?? []).compactMap { id in
                    guard case .text(let address) = world.crm["contacts"]?.rows[id]?.values["emailaddress1"] else {
                        return nil
                    }
                    return (id, address)
                }
            }
            let known = contacts()
            try #require(known.count >= 3)
            let erased = try #require(Participant.Address(text: known[0].address))
            let removal = try await engine.plan(erasing: erased)
            _ = try await engine.remove(try #require(removal.confirmed([.removal, .colleague])))
            _ = try await engine.optOut(try #require(Participant.Address(text: known[1].address)), true)
            let plan = try await engine.planPublication()
            #expect(Set(plan.removed).isSuperset(of: [known[0].id, known[1].id]))
            _ = try await engine.publish(plan)
            #expect(!contacts().map(\.id).contains(known[0].id) && !contacts().map(\.id).contains(known[1].id))

            // Without consent nothing stands on mailboxes any more.
            let administrator = try #require(world.mailboxes.first?.address)
            func record(_ kind: LifeCycleEvent.Kind) async throws {
                let plan = try await engine.plan(kind)
                _ = try await engine.record(kind, by: administrator, confirmed: plan.confirmed([.removal]))
            }
            func standsOnExchange() -> Bool {
                world.crm[Self.set]?.rows.values.contains { $0.values["rapport_basis"] == .text("exchange") } ?? false
            }
            #expect(standsOnExchange())
            try await record(.consentWithdrawn)
            _ = try await engine.publish(try await engine.planPublication())
            #expect(!standsOnExchange())
            try await record(.disabled)
            let last = try await engine.planPublication()
            #expect(last.writes == 0 && last.removals == world.crm[Self.set]?.rows.count)
            _ = try await engine.publish(last)
            #expect(world.crm[Self.set]?.rows.isEmpty == true)
        }
    }

    @Test func `says what is missing: the setting, the table, the right`() async throws {
        try await Self.with { world, engine, _ in
            world.updateCRM { $0.isWritable = false }
            let plan = try await engine.planPublication()
            let refused = await #expect(throws: SourceError.self) { try await engine.publish(plan) }
            #expect(refused?.code == .accessDenied && refused?.message.contains("Append To") == true)
            world.updateCRM { $0.isWritable = true }
            // A record that is gone by now is left out, and the others are written.
            let gone = try #require(plan.written.first { $0.record.table == .contact })
            world.updateCRM { $0.delete(gone.record.id, from: "contacts") }
            let outcome = try await engine.publish(plan)
            #expect(outcome.refused == 1 && outcome.written == plan.writes - 1)

            let other = try world.configuration("other", hasCRM: true) { settings in
                settings["dataDirectory"] = "\(world.directory.path)/publish"
                settings["dataverse"] = ["url": world.simulator.dataverse, "publishTable": "contoso_health"]
            }
            let elsewhere = Engine(try await RapportSettings.load(other, environment: [:]))
            let missing = await #expect(throws: SourceError.self) { try await elsewhere.planPublication() }
            #expect(missing?.code == .gone)
            let without = try world.configuration("without", hasCRM: true) { settings in
                settings["dataDirectory"] = "\(world.directory.path)/publish"
            }
            let program = try await RapportProgram.run(["publish", "dataverse", "--config", without])
            #expect(program.status == 78 && program.talk.contains("dataverse.publishTable"))
        }
    }

    /// Lets one request fail: it never arrives, or its answer never comes back.
    private final class InterruptedClient: HTTPClient {
        private let client: any HTTPClient
        private let left: Mutex<Int>
        private let arrives: Bool

        init(_ client: any HTTPClient, at number: Int, arrives: Bool) {
            self.client = client
            left = Mutex(number)
            self.arrives = arrives
        }

        func send(_ request: HTTPExchange) async throws -> HTTPAnswer {
            let left = left.withLock { left in
                left -= 1
                return left
            }
            guard left == 0 else { return try await client.send(request) }
            if arrives { for try await _ in try await client.send(request).body {} }
            throw HTTPError(.receive, "interrupted")
        }
    }

    @Test func `comes to the same whichever request is interrupted`() async throws {
        try await World.with(TenantGenerator(users: 2, seed: 5, itemsPerUser: 10, now: 1_795_435_200).generate()) {
            world in
            let ids = (0..<250).map { String(format: "00000000-0000-4000-8000-%012d", $0) }
            world.updateCRM { crm in for id in ids { crm.put(id, [:], in: "contacts", at: 0) } }
            let root = try #require(ODataRoot(url: world.simulator.dataverse))
            let name = try #require(PublishedTable("rapport_relationship"))
            let tokens = try world.tokens()
            var curl = CurlClient.Configuration()
            curl.caFile = world.directory.path + "/ca.pem"
            func table(_ client: any HTTPClient) -> RelationshipTable {
                let configuration = ODataClient.Configuration(root: root, pageSize: 60)
                return RelationshipTable(
                    name,
                    client: DataverseClient(configuration: configuration, transport: client) { isRefused in
                        try await tokens.token(for: Resource(root.origin), isRefused: isRefused)
                    }
                )
            }
            func relationship(_ number: Int, _ health: Int) throws -> PublishedRelationship {
                PublishedRelationship(
                    record: try #require(CRMReference(.contact, id: ids[number])),
                    health: health,
                    grade: "good",
                    trend: "steady",
                    strength: 7,
                    lastContact: Timestamp(microseconds: 1_795_000_000_000_000),
                    nextContact: nil,
                    basis: "crm"
                )
            }
            let before = try (0..<130).map { try relationship($0, 60) }
            let wanted = try (100..<250).map { try relationship($0, 80) }
            func publish(_ relationships: [PublishedRelationship], _ client: any HTTPClient) async throws {
                let table = table(client)
                let plan = Publication(relationships, over: try await table.rows(), isWhole: true)
                _ = try await table.change(writing: plan.written, removing: plan.removed)
            }
            func content() -> [String: [String: CRMState.Value]] {
                (world.crm[Self.set]?.rows ?? [:]).mapValues(\.values)
            }
            try await publish(wanted, world.transport)
            let expected = content()
            #expect(expected.count == 150)
            var number = 0
            var wasInterrupted = true
            while wasInterrupted {
                number += 1
                // The server closes a connection on which too much happened, whatever is asked just then.
                let client = CurlClient(configuration: curl)
                for arrives in [false, true] {
                    try await publish(before, client)
                    do {
                        try await publish(wanted, InterruptedClient(client, at: number, arrives: arrives))
                        wasInterrupted = false
                    } catch is SourceError {}
                    try await publish(wanted, client)
                    #expect(content() == expected, "\(number) \(arrives)")
                }
            }
            // Two for the definition of the table, some pages, and three batches.
            #expect(number > 7)
        }
    }

    @Test(arguments: [
        ("rapport_relationship", true), ("ab_c", true), ("new_health_score2", true), ("relationship", false),
        ("_relationship", false), ("a_b", false), ("rapport_", false), ("Rapport_x", false), ("1a_b", false),
        ("rapport_x')", false), ("rapport_ä", false), ("toolongprefix_x", false), ("", false),
        ("rapport_" + String(repeating: "x", count: 43), false),
    ])
    func `takes for a table's name what is one`(name: String, isOne: Bool) {
        #expect((PublishedTable(name) != nil) == isOne)
    }
}
