import ConnectorTesting
import Eligibility
import Engine
import ExchangeSimulator
import Foundation
import Interactions
import Scoring
import Settings
import Testing

/// A CRM in a file, from its bytes to what a seller reads.
struct RecordsFileTests {
    @Test(arguments: ["records.csv", "records.ndjson"])
    func `What the example says of a sale is in pipeline, attention and importance`(name: String) async throws {
        let tenant = TenantGenerator(users: 1, seed: 3, itemsPerUser: 5, now: 1_795_435_200).generate()
        try await World.with(tenant) { world in
            let file = Fixture.repositoryPath("Fixtures/example/\(name)")
            let config = try world.configuration("data") { $0["records"] = file }
            let sync = try await RapportProgram.run(["sync", "--config", config])
            #expect(sync.status == 0, "\(sync.talk)")
            let engine = Engine(try await RapportSettings.load(config, environment: [:]))
            let clock = try #require(Timestamp(iso8601: "2026-11-23T12:00:00Z"))
            let relationships = try await Relationships(engine, for: .relationshipAnalytics, at: clock)

            let open = try relationships.openOpportunities(RelationshipQuery())
            let pipeline = try await PipelineListing(open, of: relationships).rows
            #expect(pipeline.map(\.name) == ["Adatum: renewal"])
            let sale = try #require(pipeline.first)
            #expect(sale.stage == "Proposal" && sale.closeDate == "2026-12-18" && sale.daysLeft == 25)
            #expect(sale.estimatedValueHundredths == 1_200_050 && sale.currency == "EUR")
            #expect(sale.reason?.hasPrefix("closes on 18 December") == true)
            // 20, of an opportunity 10, of its value 20, and 6 × 20 × 65 / 540 of the 25 days that are left: 64, which
            // is 60 and 40 × 4 / 44.
            #expect(sale.importance == 63)

            let months = PipelineMonth.months(of: open, relationships)
            #expect(months.map(\.valueHundredths) == [1_200_050])
            var urgent = RelationshipQuery()
            urgent.isUrgent = true
            let names = try relationships.find(urgent).map { relationships.index.records[$0].name }
            #expect(names == ["Adatum: renewal"])
            let buyer = relationships.index.records.first { $0.name == "Paula Reyes" }
            #expect(buyer?.jobTitle == "Head of Purchasing")
        }
    }
}
