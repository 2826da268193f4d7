import Connector
import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import MicrosoftGraph
import Pipeline
import SQLiteStore
import Testing

/// Settings that change after a sync, in generated organisations, through the real services into a store on disk.
@Suite(.timeLimit(.minutes(60))) struct DerivationTests {
    private static func tenant(seed: UInt64) -> TenantState {
        TenantGenerator(users: 3, seed: seed, itemsPerUser: 60, now: 1_795_435_200).generate()
    }

    /// The domains of most who are outside.
    private static func outsiders(_ content: StoreContent) -> [String] {
        let domains = content.interactions.flatMap(\.participants).filter { !$0.isInternal }.compactMap {
            if case .smtp(let address) = $0.address {
                address.text.split(separator: "@").last.map(String.init)
            } else {
                nil
            }
        }
        let counts = Dictionary(grouping: domains) { $0 }.mapValues(\.count)
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map(\.key)
    }

    /// One that reads through each protocol.
    private static let seeds = Torture.share([UInt64](1...10), every: 10)

    @Test(arguments: seeds)
    func `A store that was read with other domains is one that was read with these`(seed: UInt64) async throws {
        try await World.with(Self.tenant(seed: seed), configure: { $0.validatesRequests = false }) { world in
            func run(_ store: SQLiteInteractionStore, _ domains: [String]) async throws -> RunReport {
                let crm = try world.crmSource()
                let run =
                    seed % 2 == 0
                    ? try world.plan(store, crm: crm, domains: domains)
                    : try world.plan(
                        store,
                        source: try world.graphSource(),
                        sourceName: GraphSource.name,
                        crm: crm,
                        domains: domains
                    )
                return try await run.run(world.mailboxes)
            }
            let changing = try world.store("changing")
            _ = try await run(changing, world.domains)
            let outside = Self.outsiders(try await changing.content)
            let lists = Torture.share(
                [world.domains + outside.prefix(1), outside, Array(world.domains.prefix(1)), world.domains],
                every: 2
            )
            var changes = 0
            for (index, domains) in lists.enumerated() {
                let fresh = try world.store("fresh-\(index)")
                _ = try await run(fresh, domains)
                let before = try await changing.content
                let sequence = try await changing.counts().lastSequence
                let report = try await run(changing, domains)
                let after = try await changing.content
                let expected = try await fresh.content
                #expect(after.interactions.count == expected.interactions.count)
                let wrong = zip(after.interactions, expected.interactions).filter { $0 != $1 }
                #expect(wrong.isEmpty, "\(wrong.count) of \(after.interactions.count), \(domains)")
                #expect(after == expected)
                #expect(try await changing.integrityCheck() == [])
                let told = try await changing.told(after: ChangePosition(sequence: sequence))
                let different = Set(after.interactions).subtracting(before.interactions)
                changes += different.count
                #expect(Set(told.map(\.id)) == Set(different.map(\.id)))
                #expect(report.commits == CommitSummary(changed: different.count))
                #expect(try await run(changing, domains).commits == CommitSummary())
            }
            #expect(changes > 5)
        }
    }

    /// Colleagues get addresses of others', some of them outside of all domains, and some who are invited become rooms.
    private static func directory(_ content: StoreContent, _ random: inout SplitMix64) -> [DirectoryEntry] {
        let people = Set(content.interactions.flatMap(\.participants).map(\.address)).filter {
            if case .unreadable = $0 { false } else { true }
        }
        var rest = people.sorted { $0.text < $1.text }.shuffled(using: &random)[...]
        return (0..<12).compactMap { number in
            let own = rest.prefix(1 + number % 3)
            rest = rest.dropFirst(own.count)
            return own.first.map {
                DirectoryEntry($0, aliases: Set(own), isInside: number % 4 > 0, isResource: number % 5 == 0)
            }
        }
    }

    @Test(arguments: seeds)
    func `A store that was read with another directory is one that was read with this one`(seed: UInt64) async throws {
        try await World.with(Self.tenant(seed: seed), configure: { $0.validatesRequests = false }) { world in
            var random = SplitMix64(seed: seed)
            func run(_ store: SQLiteInteractionStore, _ directory: [DirectoryEntry]) async throws {
                let crm = try world.crmSource()
                let run =
                    seed % 2 == 0
                    ? try world.plan(store, crm: crm, directory: directory)
                    : try world.plan(
                        store,
                        source: try world.graphSource(),
                        sourceName: GraphSource.name,
                        crm: crm,
                        directory: directory
                    )
                _ = try await run.run(world.mailboxes)
            }
            let changing = try world.store("changing")
            try await run(changing, [])
            let first = try await changing.content
            for number in 0..<2 {
                let directory = number == 0 ? Self.directory(first, &random) : []
                let fresh = try world.store("fresh-\(number)")
                try await run(fresh, directory)
                try await run(changing, directory)
                let (now, expected) = (try await changing.content, try await fresh.content)
                let wrong = zip(now.interactions, expected.interactions).filter { $0 != $1 }
                #expect(now.interactions.count == expected.interactions.count)
                #expect(wrong.isEmpty, "\(wrong.count) of \(now.interactions.count)")
                #expect(now == expected)
                #expect(number == 1 || now != first)
                #expect(try await changing.integrityCheck() == [])
            }
        }
    }

    @Test func `The status says what awaits the next sync, and the export tells it`() async throws {
        try await World.with(Self.tenant(seed: 4)) { world in
            var configuration = try world.configuration("data")
            func status() async throws -> String {
                try await RapportProgram.run(["status", "--config", configuration]).data
            }
            let pending = "Settings changed: what is stored is derived again by the next sync."
            #expect(try await !status().contains(pending))
            #expect(try await RapportProgram.run(["sync", "--config", configuration]).status == 0)
            #expect(try await !status().contains(pending))
            configuration = try world.configuration("data") { $0["internalDomains"] = ["adatum.example"] }
            #expect(try await status().contains(pending))
            let json = try await RapportProgram.run(["status", "--config", configuration, "--output", "json"])
            #expect(json.data.contains(#""awaits_derivation":true"#))
            #expect(try await RapportProgram.run(["sync", "--config", configuration]).status == 0)
            #expect(try await !status().contains(pending))
            let export = try await RapportProgram.run(["export", "--config", configuration])
            let inside = export.data.split(separator: "\n").filter { $0.contains(#""is_internal":true"#) }
            let domain = try #require(world.domains.first)
            #expect(inside.filter { $0.contains("@" + domain) && !$0.contains(#""role":9"#) }.isEmpty)
        }
    }
}
