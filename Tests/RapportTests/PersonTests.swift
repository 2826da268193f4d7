import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Testing

/// What is held about somebody, and how somebody is left out or erased, by every address.
@Suite(.timeLimit(.minutes(60))) struct PersonTests {
    private typealias Object = [String: Any]

    private static func tenant() -> TenantState {
        TenantGenerator(users: 3, seed: 9, itemsPerUser: 120, now: 1_795_435_200).generate()
    }

    private static func objects(_ data: String) throws -> [Object] {
        try data.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? Object)
        }
    }

    /// One installation with the commands that are run in it.
    private struct Place {
        let config: String

        func run(_ arguments: String...) async throws -> RapportProgram.Outcome {
            try await RapportProgram.run(arguments + ["--config", config])
        }

        func scores() async throws -> [String] {
            let outcome = try await run("scores", "--at", "2026-11-23T12:00:00Z", "--output", "ndjson")
            return outcome.data.split(separator: "\n").map(String.init)
        }

        func person(_ address: String) async throws -> Object {
            let outcome = try await run("person", address, "--output", "json")
            #expect(outcome.status == 0, "\(outcome.talk)")
            return try #require(try PersonTests.objects(outcome.data).first)
        }
    }

    /// The contact who takes part most often, and the address by which.
    private static func contact(_ export: [Object]) throws -> (record: String, address: String) {
        var counts: [[String]: Int] = [:]
        for party in export {
            guard let address = party["address"] as? String, party["crm_type"] as? String == "contact",
                let id = party["crm_id"] as? String, address.contains("@")
            else { continue }
            counts[["contact/" + id, address], default: 0] += 1
        }
        let most = try #require(counts.max { ($0.value, $0.key[0]) < ($1.value, $1.key[0]) })
        return (most.key[0], most.key[1])
    }

    @Test func `Whoever opts out is in no result until it is taken back, and stays in what is held`() async throws {
        try await World.with(Self.tenant()) { world in
            let place = Place(config: try world.configuration("data", hasCRM: true))
            #expect(try await place.run("sync").status == 0)
            let export = try await place.run("export").data
            let contact = try Self.contact(try Self.objects(export))
            let before = try await place.scores()
            #expect(before.contains { $0.contains(contact.record) })
            let held = try await place.person("'\(contact.address.uppercased())'")
            #expect(held["records"] as? [Object] != nil && held["has_opted_out"] as? Bool == false)
            #expect((held["addresses"] as? [String])?.contains("CRM:" + contact.record) == true)
            #expect((held["emails"] as? Int ?? 0) > 0)
            #expect((held["relationships"] as? [Object])?.isEmpty == false)

            #expect(try await place.run("opt-out", "mailto:\(contact.address)").data.hasPrefix("Left out"))
            #expect(try await place.run("opt-out", contact.address).data.hasPrefix("Had opted out already"))
            let without = try await place.scores()
            #expect(!without.contains { $0.contains(contact.record) || $0.contains(contact.address) })
            let target = try await place.run("introductions", contact.address, "--output", "json")
            #expect(!target.data.contains(#""introducers":[{"#))
            #expect(try await place.run("export").data == export)
            let out = try await place.person(contact.address)
            #expect(out["has_opted_out"] as? Bool == true)
            #expect(out["emails"] as? Int == held["emails"] as? Int)
            #expect((out["relationships"] as? [Object])?.isEmpty == true)
            // As after a store that was made anew: the log remembers.
            #expect(try await place.run("sync").status == 0)
            #expect(try await place.scores() == without)

            #expect(try await place.run("opt-out", "CRM:\(contact.record)", "--undo").data.hasPrefix("Counts again"))
            #expect(try await place.scores() == before)
            #expect(try await place.run("audit", "verify").status == 0)
            let log = try await place.run("audit", "show", "--output", "ndjson").data
            #expect(log.contains("no longer opted out") && !log.contains(contact.address))
        }
    }

    @Test func `The mailbox of a user who opts out by any address is excluded, and removed by the next sync`()
        async throws
    {
        try await World.with(Self.tenant()) { world in
            let owner = try #require(world.mailboxes.last?.address.text)
            let place = Place(
                config: try world.configuration("data") { settings in
                    let users = world.mailboxes.map { mailbox in
                        var user = EligibleSettings.user(mailbox.address.text)
                        if mailbox.address.text == owner { user["aliases"] = ["smtp:second@elsewhere.example"] }
                        return user
                    }
                    let list = try? JSONSerialization.data(withJSONObject: ["users": users])
                    settings["directory"] = try? world.directory.write(
                        String(decoding: list ?? Data(), as: UTF8.self),
                        to: "aliases.json"
                    )
                }
            )
            // Any address of the owner's means the mailbox, as it does here and below.
            let other = "'Second@elsewhere.example'"
            #expect(try await place.run("sync", "--mailbox", other).status == 0)
            #expect(try await place.person(owner)["own_mailboxes"] as? [String] == [owner])
            #expect(try await place.run("purge", "--mailbox", other, "--yes").status == 0)
            #expect(try await place.person(owner)["own_mailboxes"] as? [String] == [])
            #expect(try await place.run("sync").status == 0)
            #expect(try await place.person(owner)["own_mailboxes"] as? [String] == [owner])
            #expect(try await place.run("opt-out", "second@elsewhere.example").status == 0)
            let why = try await place.run("why", owner)
            #expect(why.data.contains("does not want it"))
            let sync = try await place.run("sync", "--accept-removals")
            #expect(sync.status == 0, "\(sync.talk)")
            let left = try await place.person(owner)
            #expect(left["own_mailboxes"] as? [String] == [])
            #expect((left["mailboxes"] as? [String])?.contains(owner) == false)
            #expect(try await place.run("opt-out", owner, "--undo").status == 0)
            #expect(try await place.run("sync").status == 0)
            #expect(try await place.person(owner)["own_mailboxes"] as? [String] == [owner])
        }
    }
}
