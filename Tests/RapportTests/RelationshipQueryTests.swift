import ConnectorTesting
import Eligibility
import Engine
import ExchangeSimulator
import Foundation
import Interactions
import Scoring
import Settings
import Testing

/// Which relationships a list has, and in which order: asked of the engine, as every face asks.
struct RelationshipQueryTests {
    private static let at = Timestamp(iso8601: "2026-11-23T12:00:00Z")

    private static func withRelationships(
        _ body: (Relationships, World, _ config: String) async throws -> Void
    ) async throws {
        let tenant = TenantGenerator(users: 4, seed: 9, itemsPerUser: 200, now: 1_795_435_200).generate()
        try await World.with(tenant) { world in
            let administrator = world.mailboxes[0].address.text
            let config = try world.configuration("data", hasCRM: true) { $0["user"] = administrator }
            let sync = try await RapportProgram.run(["sync", "--config", config])
            #expect(sync.status == 0, "\(sync.talk)")
            let engine = Engine(try await RapportSettings.load(config, environment: [:]))
            let clock = try #require(at)
            try await body(try await Relationships(engine, for: .relationshipAnalytics, at: clock), world, config)
        }
    }

    private static func query(_ change: (inout RelationshipQuery) -> Void) -> RelationshipQuery {
        var query = RelationshipQuery()
        change(&query)
        return query
    }

    @Test func `every filter leaves what it names, and every column sorts`() async throws {
        try await Self.withRelationships { relationships, world, config in
            let all = try relationships.find(RelationshipQuery())
            #expect(all.count == relationships.index.records.count)
            try Self.checkFilters(relationships, all)
            try Self.checkOwners(relationships, all, user: world.mailboxes[0].address)
            try await Self.checkOrders(relationships, all)
            try await Self.checkListing(relationships, all)
            try await Self.checkPipeline(relationships)
            try Self.checkReasons(relationships)
            try await Self.checkCommand(config)
            try await Self.checkOptOut(relationships, config)
        }
    }

    /// Who opts out is gone at once from what a running service shows, also where a sale names him.
    private static func checkOptOut(_ relationships: Relationships, _ config: String) async throws {
        let sale = try #require(relationships.index.records.first { !$0.stakeholders.isEmpty && $0.isActive })
        let people = sale.stakeholders.compactMap { relationships.index.position(of: $0) }
            .map { relationships.index.records[$0] }
        let contact = try #require(people.first { $0.reference.table == .contact && !$0.addresses.isEmpty })
        let engine = Engine(try await RapportSettings.load(config, environment: [:]))
        let board = RelationshipBoard { engine }
        let before = try await board.relationships(for: .relationshipAnalytics)
        #expect(before.index.position(of: contact.reference) != nil)
        let optOut = try await RapportProgram.run(
            ["opt-out", try #require(contact.addresses.first).text, "--config", config]
        )
        #expect(optOut.status == 0, "\(optOut.talk)")
        let after = try await board.relationships(for: .relationshipAnalytics)
        #expect(after.index.position(of: contact.reference) == nil)
        let rows = try await PipelineListing(after.openOpportunities(query { _ in }), of: after).rows
        #expect(rows.allSatisfy { $0.stakeholders.allSatisfy { !$0.contains("/") } })
    }

    /// Every open opportunity is there once, by its date and its value, with whom the CRM connects with it.
    private static func checkPipeline(_ relationships: Relationships) async throws {
        let index = relationships.index
        let open = index.records.indices.filter {
            index.records[$0].reference.table == .opportunity && index.records[$0].isActive
        }
        let rows = try await PipelineListing(
            relationships.openOpportunities(query { $0.order = .closeDate }),
            of: relationships
        ).rows
        #expect(Set(rows.map(\.record)) == Set(open.map { index.records[$0].reference.text }))
        #expect(rows.count == open.count && rows.count > 3)
        let dates = rows.compactMap(\.closeDate)
        #expect(dates == dates.sorted())
        #expect(rows.prefix(dates.count).allSatisfy { $0.closeDate != nil })
        #expect(rows.contains { $0.estimatedValueHundredths ?? 0 > 0 } && rows.contains { !$0.stakeholders.isEmpty })
        #expect(rows.contains { !$0.salesTeam.isEmpty })
        #expect(rows.allSatisfy { $0.salesTeam.allSatisfy { !$0.contains("/") } })
        for row in rows where row.state == "good" || row.state == "fair" || row.state == "poor" {
            #expect(row.health != nil)
        }
        let months = PipelineMonth.months(of: try relationships.openOpportunities(RelationshipQuery()), relationships)
        #expect(months.reduce(0) { $0 + $1.opportunities } == rows.count)
        let values = rows.compactMap(\.estimatedValueHundredths).reduce(0, +)
        #expect(months.reduce(0) { $0 + $1.valueHundredths } == values)
        for month in months {
            let parts = month.goodHundredths + month.fairHundredths + month.poorHundredths + month.unscoredHundredths
            #expect(parts == month.valueHundredths)
        }
    }

    /// What the first ten of the list say is so.
    private static func checkReasons(_ relationships: Relationships) throws {
        let urgent = try relationships.find(query { ($0.isUrgent, $0.limit) = (true, 10) })
        #expect(!urgent.isEmpty)
        let (board, index) = (relationships.board, relationships.index)
        for record in urgent {
            let (score, needs) = (board.scores[record], relationships.attentions[record])
            let words = try #require(needs.words(score, at: board.now))
            switch needs.reason {
            case .none: Issue.record("a reason is missing")
            case .waiting:
                #expect(score.attention.waitingCount > 0)
                let mails = needs.waitingCount - needs.waitingCalls
                #expect(mails == 0 || words.hasPrefix("they wrote \(mails == 1 ? "once" : "\(mails) times")"))
                #expect((needs.waitingCalls > 0) == words.contains("called "))
            case .closing:
                let date = index.records[record].sale?.closeDate
                let today = CivilDate(dayNumber: Int(board.now / Timestamp.microsecondsPerDay))
                #expect(date.map { words.contains(Language.english.day($0, from: today)) } ?? needs.isUntouched)
                #expect(words.contains(needs.isPlannedBeside ? "no meeting about it planned" : "no meeting planned"))
                #expect(score.next == nil || words.contains("before it closes"))
                #expect(words.contains("only one known contact") == (score.circle.outside == 1))
            case .silent:
                let beginning = score.isRhythmLearnt ? "usual rhythm \(score.usualGap) day" : "silent for "
                #expect(words.hasPrefix(beginning))
            case .declining: #expect(score.health.trend == .declining)
            case .unheard, .poor: #expect(score.health.state == .poor)
            }
        }
    }

    private static func checkFilters(_ relationships: Relationships, _ all: [Int]) throws {
        func expect(_ query: RelationshipQuery, _ isAsked: (Int, Score) -> Bool, mayBeNone: Bool = false) throws {
            let expected = all.filter { isAsked($0, relationships.board.scores[$0]) }
            #expect(try relationships.find(query) == expected)
            #expect(mayBeNone || (!expected.isEmpty && expected.count < all.count))
        }
        let (index, book, now) = (relationships.index, relationships.board.book, relationships.board.now)
        func isOpen(_ record: Int) -> Bool { book.records[record].isActive }
        try expect(query { $0.tables = [.contact] }) { record, _ in index.records[record].reference.table == .contact }
        try expect(query { $0.states = [.good, .poor] }) { _, score in [.good, .poor].contains(score.health.state) }
        try expect(query { $0.idleDays = 30 }) { record, score in
            isOpen(record) && score.last.map { now - $0.at >= 30 * Timestamp.microsecondsPerDay } ?? true
        }
        try expect(query { $0.awaitsAnswer = true }) { record, score in
            isOpen(record) && score.attention.waitingCount > 0
        }
        try expect(query { $0.isUnplanned = true }) { record, score in isOpen(record) && score.next == nil }
        try expect(query { $0.isUrgent = true }) { record, _ in relationships.attentions[record].points > 0 }
        try expect(
            query { $0.isSingleThreaded = true },
            { record, score in
                isOpen(record) && [.account, .opportunity].contains(index.records[record].reference.table)
                    && score.circle.outside == 1
            }
        )
        try expect(
            query { ($0.tables, $0.isUnplanned) = ([.lead], true) },
            { record, score in
                isOpen(record) && index.records[record].reference.table == .lead && score.next == nil
            },
            mayBeNone: true
        )
        let account = try #require(all.first { index.records[$0].reference.table == .account })
        let name = try #require(index.records[account].name)
        let own = try relationships.find(query { $0.account = name.uppercased() })
        #expect(own.contains(account) && own.count > 1)
        #expect(own.allSatisfy { $0 == account || index.company(of: $0) == account })
        #expect(throws: EngineError.self) { try relationships.find(query { $0.account = "no such company" }) }
        #expect(try relationships.find(query { $0.limit = 3 }) == Array(all.prefix(3)))
    }

    private static func checkOwners(_ relationships: Relationships, _ all: [Int], user: EmailAddress) throws {
        let index = relationships.index
        guard let owned = all.compactMap({ index.owner(of: $0) }).first(where: { $0.reference.table == .user }) else {
            return
        }
        let theirs = try relationships.find(query { $0.owner = owned.reference.text })
        #expect(theirs == all.filter { index.records[$0].owner == owned.reference })
        #expect(!theirs.isEmpty && theirs.count < all.count)
        let mine = try relationships.find(query { $0.isMine = true })
        #expect(mine == (try relationships.find(query { $0.owner = user.text })))
        #expect(throws: EngineError.self) { try relationships.find(query { $0.owner = "nobody at all" }) }
    }

    private static func checkOrders(_ relationships: Relationships, _ all: [Int]) async throws {
        for order in RelationshipOrder.allCases {
            let ordered = relationships.records(by: order)
            #expect(Set(ordered) == Set(all), "\(order)")
            #expect(relationships.records(by: order) == ordered, "\(order)")
            let reversed = relationships.records(by: order, isReversed: true)
            #expect(Set(reversed) == Set(all), "\(order)")
        }
        let scores = relationships.board.scores
        let received = relationships.records(by: .emailsReceived).map { scores[$0].totals.emailsReceived }
        #expect(received == received.sorted(by: >))
        let rates = relationships.records(by: .answerPercentByUs, isReversed: true).map { scores[$0].byUs.percent }
        let known = rates.compactMap(\.self)
        #expect(known == known.sorted() && Array(rates.prefix(known.count)) == known.map(Int64?.some))
        let next = relationships.records(by: .next).compactMap { scores[$0].next?.at }
        #expect(next == next.sorted())
    }

    /// Every column by which a list can be sorted is in its JSON.
    private static func checkListing(_ relationships: Relationships, _ all: [Int]) async throws {
        let rows = try await ScoreListing(all, of: relationships).rows
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        var names: Set<String> = ["interactions", "kind"]
        for row in rows {
            let object = try JSONSerialization.jsonObject(with: try encoder.encode(row)) as? [String: Any]
            names.formUnion(try #require(object).keys)
        }
        for order in RelationshipOrder.allCases { #expect(names.contains(order.rawValue), "\(order.rawValue)") }
        let lists: Set<String> = ["most_contacted", "most_contacted_by", "weeks"]
        #expect(names.subtracting(lists) == Set(RelationshipOrder.allCases.map(\.rawValue)))
        let best = try #require(
            all.max { rows[all.firstIndex(of: $0) ?? 0].interactions < rows[all.firstIndex(of: $1) ?? 0].interactions }
        )
        let listing = try await RelationshipListing(best, of: relationships)
        #expect(listing.summary.count > 3)
        let score = relationships.board.scores[best]
        #expect(listing.days.reduce(0) { $0 + $1.emailsSent } == score.weeks.reduce(0) { $0 + $1.emailsSent })
        #expect(listing.colleagues.count >= score.circle.inside)
    }

    private static func checkCommand(_ config: String) async throws {
        let clock = ["--config", config, "--at", "2026-11-23T12:00:00Z"]
        let listed = try await RapportProgram.run(
            [
                "attention", "contacts", "--mine", "--no-activity", "3", "--state", "not-enough", "--sort", "last",
                "--reverse",
            ]
                + clock
        )
        #expect(listed.status == 0, "\(listed.talk)")
        for wrong in [["--state", "splendid"], ["--sort", "beauty"], ["--no-activity=-1"], ["--owner", "nobody"]] {
            #expect(try await RapportProgram.run(["scores"] + wrong + clock).status == 64)
        }
        let health = try await RapportProgram.run(["attention", "--limit", "1", "--output", "json"] + clock)
        #expect(health.data.contains("\"reason\":"))
    }
}
