import Connector
import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Pipeline
import SQLiteStore
import Testing

/// An organisation that is half on its own server.
struct HybridTests {
    @Test func `Who is on premises is read through EWS, all others through Graph, and a move changes nothing else`()
        async throws
    {
        let state = TenantGenerator(users: 3, seed: 5, itemsPerUser: 30, now: 1_795_435_200).generate()
        try await World.with(state, mailboxes: 3) { world in
            let configuration = try world.configuration("hybrid") { $0["source"] = "hybrid" }
            let expected = try world.store("expected")
            _ = try await world.plan(expected).run(world.mailboxes)
            let times = try await expected.content.interactions.map(\.occurredAt).sorted()
            #expect(!times.isEmpty)
            // Nobody, one and all are on premises.
            for own in [0, 1, 3, 1] {
                let users = world.mailboxes.enumerated().map { number, mailbox in
                    var user = EligibleSettings.user(mailbox.address.text)
                    if number < own {
                        user["location"] = "onPremises"
                        user["country"] = "DE"
                    }
                    return user
                }
                let list = try JSONSerialization.data(withJSONObject: ["users": users])
                _ = try world.directory.write(String(decoding: list, as: UTF8.self), to: "hybrid-users.json")
                let before = (world.requests, world.webStatistics.requests)
                let outcome = try await RapportProgram.run(["sync", "--config", configuration])
                #expect(outcome.status == 0, "\(outcome.talk)")
                #expect((world.requests > before.0) == (own > 0))
                #expect((world.webStatistics.requests > before.1) == (own < 3))
                let store = try world.store("hybrid")
                #expect(try await store.content.interactions.map(\.occurredAt).sorted() == times)
            }
        }
    }
}
