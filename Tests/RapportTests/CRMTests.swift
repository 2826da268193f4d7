import Connector
import ConnectorTesting
import Dataverse
import ExchangeSimulator
import Foundation
import Interactions
import Pipeline
import SQLiteStore
import Testing

/// Mailboxes and the CRM of one organisation, over TLS into a store on disk.
@Suite(.timeLimit(.minutes(60))) struct CRMTests {
    private static func tenant(seed: UInt64 = 5) -> TenantState {
        TenantGenerator(users: 3, seed: seed, itemsPerUser: 120, now: 1_795_435_200).generate()
    }

    @Test(arguments: Torture.share([UInt64](5...7), every: 3))
    func `What is tracked is one interaction with its twin, and the twin says what it is`(seed: UInt64) async throws {
        try await World.with(Self.tenant(seed: seed)) { world in
            let alone = try world.store("alone")
            try await world.sync(alone)
            let store = try world.store("both")
            try await world.plan(store, crm: try world.crmSource()).run(world.mailboxes).expectComplete()
            let expected = try await alone.content
            let found = try await store.content
            let known = Dictionary(uniqueKeysWithValues: found.interactions.map { ($0.id, $0) })
            #expect(expected.interactions.filter { known[$0.id] != $0 }.prefix(1) == [])

            let mailboxes = Set(expected.interactions.map(\.id))
            let twins = found.crm.keys.filter(mailboxes.contains)
            let calls = found.interactions.filter { $0.kind == .phoneCall }
            #expect(twins.count > 10)
            #expect(found.interactions.contains { $0.kind == .meeting && found.crm[$0.id] != nil })
            #expect(!calls.isEmpty)
            // Everything in the CRM is a twin or a call.
            #expect(found.crm.count == twins.count + calls.count)
            #expect(found.interactions.count == expected.interactions.count + calls.count)

            let again = try await world.plan(store, crm: try world.crmSource()).run(world.mailboxes)
            #expect(again.commits == CommitSummary())
        }
    }

    @Test func `Without any admitted mailbox the CRM is read alone, and the export says so`() async throws {
        try await World.with(Self.tenant()) { world in
            let configuration = try world.configuration("alone", hasCRM: true) { settings in
                settings["eligibility"] = ["licenses": [String]()]
            }
            let before = world.requests
            let sync = try await RapportProgram.run(["sync", "--config", configuration, "--output", "json"])
            #expect(sync.status == 0, "\(sync.talk)")
            #expect(sync.talk.contains("so there is CRM data only, which was read"))
            #expect(world.requests == before)
            let export = try await RapportProgram.run(["export", "--config", configuration])
            let lines = export.data.split(separator: "\n").filter { $0.contains(#""kind":"#) }
            #expect(lines.count > 10)
            #expect(lines.allSatisfy { $0.contains(#""in_exchange":false,"in_crm":true"#) })
            #expect(lines.contains { $0.contains(#""regarding_type":"contact""#) })
            let parties = export.data.split(separator: "\n").filter { $0.contains(#""role":"#) }
            #expect(parties.contains { $0.contains(#""crm_type":"contact""#) })
            #expect(parties.contains { $0.contains(#""crm_type":"systemuser""#) })
            let second = try await RapportProgram.run(["sync", "--config", configuration, "--output", "json"])
            #expect(second.data.hasPrefix(#"{"added":0,"changed":0,"#))
        }
    }

    @Test func `What changes in the CRM changes here: rows, activities, and a tracking that expired`() async throws {
        try await World.with(Self.tenant()) { world in
            let store = try world.store()
            func sync() async throws -> CommitSummary {
                let report = try await world.plan(store, crm: try world.crmSource()).run(world.mailboxes)
                report.expectComplete()
                return report.commits
            }
            _ = try await sync()
            let before = try await store.content
            let call = try #require(
                world.crm["phonecalls"]?.rows.values.first { $0.values["statecode"] == .integer(1) }
            )
            let contact = try #require(world.crm["contacts"]?.rows.keys.min())
            let account = try #require(world.crm["accounts"]?.rows.keys.min())
            world.updateCRM { crm in
                crm.delete(call.id, from: "phonecalls")
                crm.delete(contact, from: "contacts")
                crm.put(account, ["name": .text("Renamed")], in: "accounts", at: 1_795_435_200)
            }
            #expect(try await sync() == CommitSummary(removed: 1))
            let after = try await store.content
            #expect(after.records.count == before.records.count - 1)
            #expect(after.records.contains { $0.reference.id == account && $0.name == "Renamed" })

            world.updateCRM { crm in
                crm.expireChangeTracking()
                crm.put(account, ["name": .text("Again")], in: "accounts", at: 1_795_435_200)
                let other = crm["contacts"]?.rows.keys.min() ?? ""
                crm.delete(other, from: "contacts")
                crm.expireChangeTracking()
            }
            #expect(try await sync() == CommitSummary())
            let last = try await store.content
            #expect(last.records.count == after.records.count - 1)
            #expect(last.records.contains { $0.name == "Again" })
            #expect(last.interactions == after.interactions)
        }
    }

    @Test func `Who is erased is gone from phone calls and records too, and stays so`() async throws {
        try await World.with(Self.tenant()) { world in
            let configuration = try world.configuration("erase", hasCRM: true) { settings in
                settings["eligibility"] = ["licenses": [String]()]
            }
            _ = try await RapportProgram.run(["sync", "--config", configuration])
            let call = try #require(
                world.crm["activityparties"]?.rows.values.compactMap { row -> String? in
                    guard case .lookup("phonecall", _) = row.values["activityid"],
                        case .lookup("contact", let id) = row.values["partyid"],
                        world.crm["contacts"]?.rows[id]?.values["emailaddress1"] != nil
                    else { return nil }
                    return id
                }.min()
            )
            guard case .text(let address) = world.crm["contacts"]?.rows[call]?.values["emailaddress1"] else {
                throw CancellationError()
            }
            let before = try await RapportProgram.run(["export", "--config", configuration])
            #expect(before.data.contains(call))
            let erased = try await RapportProgram.run(["erase", address, "--yes", "--config", configuration])
            #expect(erased.status == 0, "\(erased.talk)")
            world.updateCRM { $0.put(call, ["fullname": .text("Again")], in: "contacts", at: 1_795_435_200) }
            _ = try await RapportProgram.run(["sync", "--config", configuration])
            let after = try await RapportProgram.run(["export", "--config", configuration])
            #expect(!after.data.contains(address))
            #expect(!after.data.contains("\"address\":\"CRM:contact/\(call)\""))
            let records = try await SQLiteInteractionStore(
                directory: "\(world.directory.path)/erase",
                tenant: "test",
                access: .reading,
                personHash: { _ in PersonHash(KeyedHash(high: 0, low: 0)) }
            ).rows(after: nil, limit: .max)
            #expect(records.count > 5)
            #expect(records.allSatisfy { $0.reference.id != call })
        }
    }

    @Test func `A table that is not tracked leaves the same, and shows a deletion after a day`() async throws {
        try await World.with(Self.tenant()) { world in
            let tracked = try world.store("tracked")
            try await world.plan(tracked, crm: try world.crmSource()).run(world.mailboxes).expectComplete()
            world.updateCRM { crm in
                for table in ["emails", "contacts", "phonecalls"] { crm.setTracked(false, table) }
            }
            let store = try world.store("listed")
            try await world.plan(store, crm: try world.crmSource()).run(world.mailboxes).expectComplete()
            let content = try await store.content
            #expect(content == (try await tracked.content))
            let contact = try #require(world.crm["contacts"]?.rows.keys.min())
            world.updateCRM { $0.delete(contact, from: "contacts") }
            try await world.plan(store, crm: try world.crmSource()).run(world.mailboxes).expectComplete()
            #expect(try await store.content == content)
            world.tenant.update { $0.now += 86_400 }
            try await world.plan(store, crm: try world.crmSource()).run(world.mailboxes).expectComplete()
            #expect(try await store.content.records.count == content.records.count - 1)
        }
    }

    @Test func `Interrupted at any write, the next run ends where an uninterrupted one does`() async throws {
        let state = TenantGenerator(users: 1, seed: 8, itemsPerUser: 5, now: 1_795_435_200).generate()
        try await World.with(state, mailboxes: 1, configure: { $0.validatesRequests = false }) { world in
            let reference = MemoryStore()
            try await world.plan(reference, crm: try world.crmSource()).run(world.mailboxes).expectComplete()
            let expected = await reference.content
            var interruptions = 0
            for point in Torture.interruptionPoints(100) {
                let store = MemoryStore()
                do {
                    _ = try await world.plan(InterruptedStore(store, at: point), crm: try world.crmSource())
                        .run(world.mailboxes)
                    break
                } catch is Interruption {
                    interruptions += 1
                }
                try await world.plan(store, crm: try world.crmSource()).run(world.mailboxes).expectComplete()
                #expect(await store.content == expected, "\(point), \(Torture.again)")
                let third = try await world.plan(store, crm: try world.crmSource()).run(world.mailboxes)
                #expect(third.commits == CommitSummary(), "\(point), \(Torture.again)")
            }
            #expect(interruptions >= (Torture.isWhole ? 12 : 1))
        }
    }
}
