package import Scoring

/// A made-up company's interactions, as a seed decides: customers of very different weight, colleagues, and of everything
/// that scoring has a rule for some.
package struct RandomHistory: Sendable {
    package let interactions: Int
    package let customers: Int
    package let colleagues: Int
    package let book: ScoredRecords
    private var random: SplitMix64
    private var made = 0

    /// The clock: most interactions are of the 400 days before it, some of the ten after.
    package static let now: Int64 = 1_780_000_000_000_000

    /// - Parameters:
    ///   - interactions: how many there are.
    ///   - customers: people outside, each a contact; with the accounts, leads and opportunities that go with them.
    ///   - colleagues: people inside, numbered from 1.
    package init(seed: UInt64, interactions: Int, customers: Int, colleagues: Int) {
        var random = SplitMix64(seed: seed)
        self.interactions = interactions
        self.customers = customers
        self.colleagues = colleagues
        book = Self.book(customers: customers, colleagues: colleagues, &random)
        self.random = random
    }

    /// Contacts have the records of their customers' numbers; then come accounts, opportunities and leads.
    private static func book(customers: Int, colleagues: Int, _ random: inout SplitMix64) -> ScoredRecords {
        let people = (0..<customers).map { UInt32(colleagues + 1 + $0) }
        let accounts = max(customers / 4, 1)
        var employees = [[UInt32]](repeating: [], count: accounts)
        var faces: [UInt32: UInt32] = [:]
        var records = people.map { person in
            employees[Self.skewed(accounts, &random)].append(person)
            var interests = [ScoredRecords.Interest(person: person)]
            if Int.random(in: 0..<10, using: &random) == 0 {
                let second = person + UInt32(customers)
                interests.append(ScoredRecords.Interest(person: second))
                faces[second] = person
            }
            return ScoredRecords.Record(
                .contact,
                isActive: Int.random(in: 0..<20, using: &random) > 0,
                interests: interests
            )
        }
        for staff in employees {
            records.append(.init(.account, interests: staff.map { ScoredRecords.Interest(person: $0) }))
        }
        func owner() -> UInt32 { UInt32.random(in: 1...UInt32(colleagues), using: &random) }
        for _ in 0..<customers / 5 {
            let staff = employees.randomElement(using: &random) ?? []
            let contact = people[Self.skewed(customers, &random)]
            let primary = (staff.first).map { [ScoredRecords.Interest(person: $0, meetings: false)] } ?? []
            records.append(
                .init(
                    .opportunity,
                    isActive: Int.random(in: 0..<3, using: &random) > 0,
                    interests: [ScoredRecords.Interest(person: contact)] + primary,
                    team: [owner()]
                )
            )
        }
        for _ in 0..<customers / 20 {
            let person = people[Self.skewed(customers, &random)]
            records.append(.init(.lead, interests: [ScoredRecords.Interest(person: person)], team: [owner(), owner()]))
        }
        // A colleague of two addresses.
        if colleagues > 2 { faces[2] = 1 }
        return ScoredRecords(records, faces: faces)
    }

    /// Small numbers far more often than great ones.
    private static func skewed(_ count: Int, _ random: inout SplitMix64) -> Int {
        let share = Double.random(in: 0..<1, using: &random)
        return min(Int(share * share * share * Double(count)), count - 1)
    }

    /// Colleagues who may be named: all but every seventh.
    package var shown: [UInt32] { (1...UInt32(colleagues)).filter { $0 % 7 != 0 } }

    /// Whom to be introduced to: every contact, and some companies.
    package var targets: [[UInt32]] {
        book.records.filter { $0.kind == .contact || $0.kind == .account }.map { $0.interests.map(\.person) }
    }

    /// All of them, oldest number first.
    package mutating func history() -> History {
        var history = History()
        history.reserve(interactions: interactions, participants: interactions * 4)
        while let entry = next() { history.put(entry) }
        return history
    }

    /// The next interaction, nil after the last.
    package mutating func next() -> History.Entry? {
        guard made < interactions else { return nil }
        made += 1
        return entry(number: Int64(made))
    }

    private mutating func entry(number: Int64) -> History.Entry {
        let minutes = Int64.random(in: -14_400..<576_000, using: &random)
        let kind: UInt8 = [1, 1, 1, 1, 1, 1, 1, 2, 2, 3][Int.random(in: 0..<10, using: &random)]
        let direction: UInt8 = [1, 1, 1, 1, 1, 2, 2, 2, 2, 3][Int.random(in: 0..<10, using: &random)]
        let main = Self.skewed(customers, &random)
        var marks: History.Marks = []
        if chance(40), kind == 1 { marks.insert(.reply) }
        if chance(10) { marks.insert(.ignored) }
        if chance(2), kind == 2 { marks.insert(.allDay) }
        if chance(90), kind != 3 { marks.insert(.inExchange) }
        let parts = participants(kind: kind, direction: direction, main: main)
        let inside = parts.count { $0.isInternal }
        let crowd = chance(3) ? Int.random(in: 5..<60, using: &random) : 0
        return History.Entry(
            number: number,
            key: Int64(bitPattern: random.next() >> 1),
            kind: kind,
            direction: direction,
            marks: marks,
            occurredAt: Self.now - minutes * 60_000_000,
            durationSeconds: kind == 1 ? 0 : Int32.random(in: 1...8, using: &random) * 900,
            conversation: kind == 1 && chance(70) ? UInt32(main * 8 + Int.random(in: 1...8, using: &random)) : 0,
            inside: UInt32(inside),
            outside: UInt32(parts.count - inside + crowd),
            regarding: chance(4) ? Int32.random(in: 0..<Int32(book.records.count), using: &random) : nil,
            participants: parts
        )
    }

    private mutating func participants(kind: UInt8, direction: UInt8, main: Int) -> [History.Part] {
        let isOurs = direction != 2
        func part(_ isInternal: Bool, _ role: UInt8, _ person: UInt32) -> History.Part {
            History.Part(person: person, role: role, isInternal: isInternal)
        }
        var parts = [
            part(isOurs, kind == 2 ? 7 : 1, isOurs ? colleague() : outsider(main)),
            part(!isOurs, kind == 2 ? 5 : 2, isOurs ? outsider(main) : colleague()),
        ]
        guard direction != 3 else { return [parts[0], part(true, kind == 2 ? 5 : 2, colleague())] }
        guard kind != 3 else { return parts }
        for _ in 0..<Int.random(in: 0..<4, using: &random) {
            let role: UInt8 = kind == 2 ? (chance(70) ? 5 : 6) : [2, 3, 3, 4][Int.random(in: 0..<4, using: &random)]
            let isInternal = chance(60)
            let person = isInternal ? colleague() : outsider(chance(50) ? main : Self.skewed(customers, &random))
            let new = part(isInternal, role, person)
            if !parts.contains(where: { $0.role == role && $0.person == person }) { parts.append(new) }
        }
        return parts
    }

    private mutating func colleague() -> UInt32 { UInt32(Self.skewed(colleagues, &random) + 1) }

    private mutating func outsider(_ number: Int) -> UInt32 {
        let first = UInt32(colleagues + 1 + number)
        return chance(10) ? first + UInt32(customers) : first
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
}
