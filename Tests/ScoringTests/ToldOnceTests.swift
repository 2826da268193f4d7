import Interactions
import Testing

@testable import Scoring

/// Who tells of a relationship: a contact, or the company or sale of several who have the same to tell.
struct ToldOnceTests {
    private static let people: [UInt32] = [100, 101, 102, 103, 104, 105, 106, 107]
    private static let today = Scene.now / 86_400_000_000

    /// Weekly rounds of several people, accepted.
    private static func rounds(_ people: ArraySlice<UInt32>, since silence: Double) -> Scene {
        var made = Scene()
        for week in 0..<12 {
            made.add(.meeting, from: true, ago: silence + 7 * Double(week), answer: .accepted, with: people[0])
        }
        var scene = Scene()
        for var interaction in made.interactions {
            interaction.participants += people.dropFirst().map {
                StoredInteraction.Part(
                    role: .requiredAttendee,
                    address: Int64($0),
                    isInternal: false,
                    response: .accepted
                )
            }
            interaction.externalCount = people.count
            scene.copy(interaction)
        }
        return scene
    }

    /// The contacts, their company, and a sale that some of them have a say in.
    private static func board(_ scene: Scene, _ count: Int, sale: Stake? = nil, of part: Int? = nil) -> Scoreboard {
        let interests = people.prefix(count).map { ScoredRecords.Interest(person: $0) }
        var records = interests.map { ScoredRecords.Record(.contact, interests: [$0]) }
        records.append(.init(.account, interests: interests))
        if let sale {
            let some = Array(interests.prefix(part ?? count))
            records.append(.init(.opportunity, interests: some, stakes: [sale]))
        }
        return Scoreboard(history: scene.history, book: ScoredRecords(records), options: .init(), now: Scene.now)
    }

    @Test(arguments: [2, 3, 5, 8])
    func `of people who fell silent together the company tells`(count: Int) {
        let board = Self.board(Self.rounds(Self.people.prefix(count), since: 40), count)
        let told = board.attentions()
        #expect(told.prefix(count).allSatisfy { $0.points == 0 })
        #expect(told[count].points > 30 && told[count].reason == .silent)
    }

    @Test func `one contact tells of its company`() {
        let told = Self.board(Self.rounds(Self.people.prefix(1), since: 40), 1).attentions()
        #expect(told[0].points > 30 && told[1].points == 0)
    }

    @Test(arguments: [3, 5, 8])
    func `of many who wrote in vain once each the company tells`(count: Int) {
        var scene = Scene()
        for (index, person) in Self.people.prefix(count).enumerated() {
            scene.email(from: false, ago: 3 + Double(index), with: person)
        }
        let board = Self.board(scene, count)
        let told = board.attentions()
        #expect(told.prefix(count).allSatisfy { $0.points == 0 })
        #expect(told[count].points == board.scores[count].attention.points && told[count].reason == .waiting)
        #expect(board.scores.prefix(count).allSatisfy { $0.attention.points < told[count].points })
    }

    @Test func `where one waits and the others are silent, the one tells`() {
        var scene = Self.rounds(Self.people.prefix(3), since: 40)
        for ago in [6.0, 4, 2] { scene.email(from: false, ago: ago, with: 102) }
        let told = Self.board(scene, 3).attentions()
        #expect(told[2].reason == .waiting && told[2].points > 0)
        #expect(told[3].points == 0)
    }

    @Test(arguments: [(45, 40.0), (20, 45), (30, 60), (-5, 50)] as [(Int64, Double)])
    func `a sale that closes says so, however silent it is`(days: Int64, silence: Double) throws {
        let stake = Stake(value: 8_000_000, closeDay: Self.today + days)
        let board = Self.board(Self.rounds(Self.people.prefix(5), since: silence), 5, sale: stake)
        let told = board.attentions()
        #expect(told[6].reason == .closing && told[6].points > 30)
        let words = try #require(told[6].words(board.scores[6], at: Scene.now))
        #expect(words.contains("close") && words.hasSuffix("no meeting planned, silent for \(Int(silence)) days"))
        #expect(told.prefix(5).allSatisfy { $0.points <= told[6].points })
        #expect(board.scores[6].attention.points >= board.scores[5].attention.points)
    }

    @Test(arguments: [1, 3, 5])
    func `a sale that tells its company tells all who have the same to tell`(part: Int) {
        let stake = Stake(value: 8_000_000, closeDay: Self.today + 20)
        let board = Self.board(Self.rounds(Self.people.prefix(5), since: 40), 5, sale: stake, of: part)
        #expect(board.attentions().map { $0.points > 0 } == [false, false, false, false, false, false, true])
    }

    @Test func `a sale that closes later than in two months is silent`() {
        let stake = Stake(value: 8_000_000, closeDay: Self.today + 70)
        let board = Self.board(Self.rounds(Self.people.prefix(2), since: 40), 2, sale: stake)
        #expect(board.scores[3].attention.reason == .silent)
    }
}
