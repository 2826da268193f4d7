import Connector
import ConnectorTesting
import EWS
import ExchangeSimulator
import Interactions
import MicrosoftGraph
import Pipeline
import SQLiteStore
import Testing

/// The same mailboxes through two services.
struct GraphTests {
    @Test func `The program reads mailboxes through Graph, and changes nothing the second time`() async throws {
        let state = TenantGenerator(users: 2, seed: 9, itemsPerUser: 40, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let configuration = try world.configuration("program") { $0["source"] = "graph" }
            let first = try await RapportProgram.run(["sync", "--config", configuration, "--output", "json"])
            #expect(first.status == 0, "\(first.talk)")
            #expect(try await world.store("program").content.interactions.count > 40)
            let second = try await RapportProgram.run(["sync", "--config", configuration, "--output", "json"])
            #expect(second.status == 0)
            #expect(second.data.hasPrefix("{\"added\":0,\"changed\":0,"))
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `Mails are the same through Exchange Web Services and through Microsoft Graph`(seed: UInt64) async throws {
        let state = TenantGenerator(users: 5, seed: seed, itemsPerUser: 150, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let ews = try world.store("ews")
            // Graph does not serve archives.
            try await world.sync(ews, source: try world.source { $0.archive = .leaveOut })
            let graph = try world.store("graph")
            let report = try await world.plan(
                graph,
                source: try world.graphSource(),
                sourceName: GraphSource.name
            ).run(world.mailboxes)
            for outcome in report.mailboxes {
                guard case .complete = outcome.end else {
                    Issue.record("\(outcome.end)")
                    continue
                }
            }
            let expected = try await ews.content.interactions.filter { $0.kind == .email }
            let found = try await graph.content.interactions
            #expect(!expected.isEmpty)
            let known = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
            let differing = expected.filter { known[$0.id] != $0 }
            #expect(differing.prefix(1) == [])
            #expect(found.count == expected.count)
            // Nothing new, nothing changes.
            let again = try await world.plan(graph, source: try world.graphSource(), sourceName: GraphSource.name)
                .run(world.mailboxes)
            #expect(again.commits == CommitSummary())
        }
    }
}
