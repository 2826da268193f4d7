package import Interactions
package import Scoring

/// A made-up company's interactions, as a seed decides: customers of very different weight, colleagues, and of
/// everything that scoring has a rule for some.
package struct RandomHistory: Sendable {
    package let interactions: Int
    package let customers: Int
    package let colleagues: Int
    package let book: ScoredRecords
    /// Of the records, in their order.
    package let references: [CRMReference]
    private var random: SplitMix64
    private var made = 0
    private var letters = 0

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
        references = book.records.indices.map { number in
            let digits = String(number, radix: 16)
            let id = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
            guard let reference = CRMReference(.contact, id: id) else { preconditionFailure("a number is a GUID") }
            return reference
        }
        self.random = random
    }

    /// Where the records are that interactions are regarding.
    package var positions: [CRMReference: Int] {
        Dictionary(uniqueKeysWithValues: references.enumerated().map { ($1, $0) })
    }

    /// Contacts have the records of their customers' numbers; then come accounts, opportunities and leads.
    private static func book(customers: Int, colleagues: Int, _ random: inout SplitMix64) -> ScoredRecords {
        let people = (0..<customers).map { UInt32(colleagues + 1 + $0) }
        let accounts = max(customers / 4, 1)
        var employees = [[UInt32]](repeating: [], count: accounts)
        var canonical: [UInt32: UInt32] = [:]
        var records = people.map { person in
            employees[Self.skewed(accounts, &random)].append(person)
            var interests = [ScoredRecords.Interest(person: person)]
            if Int.random(in: 0..<10, using: &random) == 0 {
                let second = person + UInt32(customers)
                interests.append(ScoredRecords.Interest(person: second))
                canonical[second] = person
            }
            return ScoredRecords.Record(
                .contact,
                isActive: Int.random(in: 0..<20, using: &random) > 0,
                interests: interests,
                stakes: Int.random(in: 0..<4, using: &random) == 0 ? [Self.stake(&random)] : []
            )
        }
        for staff in employees {
            let stakes = (0..<Int.random(in: 0..<4, using: &random)).map { _ in Self.stake(&random) }
            records.append(.init(.account, interests: staff.map { ScoredRecords.Interest(person: $0) }, stakes: stakes))
        }
        func owner() -> UInt32 { UInt32.random(in: 1...UInt32(colleagues), using: &random) }
        for number in 0..<customers / 5 {
            let company = Int.random(in: 0..<accounts, using: &random)
            let staff = employees[company]
            let contact = people[Self.skewed(customers, &random)]
            let primary = (staff.first).map { [ScoredRecords.Interest(person: $0, meetings: false)] } ?? []
            let isOpen = Int.random(in: 0..<3, using: &random) > 0
            records.append(
                .init(
                    .opportunity,
                    isActive: isOpen,
                    // Of some only the company is known.
                    interests: number % 3 == 0 ? [] : [ScoredRecords.Interest(person: contact)] + primary,
                    team: [owner()],
                    buyers: number % 4 == 1 ? [] : [customers + company],
                    stakes: isOpen ? [Self.stake(&random)] : []
                )
            )
        }
        for _ in 0..<customers / 20 {
            let person = people[Self.skewed(customers, &random)]
            records.append(.init(.lead, interests: [ScoredRecords.Interest(person: person)], team: [owner(), owner()]))
        }
        // A colleague of two addresses.
        if colleagues > 2 { canonical[2] = 1 }
        return ScoredRecords(records, canonicalAddresses: canonical)
    }

    /// Values from nothing to more than counts, and days from long ago to far ahead; some of neither.
    private static func stake(_ random: inout SplitMix64) -> Stake {
        let value: Int64 = [0, 50_000, 7_500_000, 120_000_000, 20_000_000_000_000].random(&random)
        let today = now / 86_400_000_000
        let day = today + Int64.random(in: -40..<100, using: &random)
        let more = Int64.random(in: 0..<100_000, using: &random)
        return Stake(
            value: Int.random(in: 0..<4, using: &random) > 0 ? value + more : nil,
            closeDay: Int.random(in: 0..<4, using: &random) > 0 ? day : nil
        )
    }

    /// Small numbers far more often than great ones.
    private static func skewed(_ count: Int, _ random: inout SplitMix64) -> Int {
        let share = Double.random(in: 0..<1, using: &random)
        return min(Int(share * share * share * Double(count)), count - 1)
    }

    /// Colleagues who may be named: all but every seventh.
    package var nameable: [UInt32] { (1...UInt32(colleagues)).filter { $0 % 7 != 0 } }

    /// Whom to be introduced to: every contact, and some companies.
    package var targets: [[UInt32]] {
        book.records.filter { $0.kind == .contact || $0.kind == .account }.map { $0.interests.map(\.person) }
    }

    /// All of them, oldest number first.
    package mutating func history() -> History {
        var history = History(positions: positions)
        history.reserve(interactions: interactions, participants: interactions * 4)
        while let interaction = next() { history.put(interaction) }
        return history
    }

    /// The next interaction, nil after the last.
    package mutating func next() -> StoredInteraction? {
        guard made < interactions else { return nil }
        made += 1
        return interaction(number: Int64(made))
    }

    /// A mail of one of the few who write every week, as newsletters and reports do.
    private mutating func letter(number: Int64) -> StoredInteraction {
        let writers = max(customers / 20, 1)
        let writer = customers - 1 - letters % writers
        let minutes = Int64(letters / writers) * 10_080 + Int64.random(in: 0..<2_880, using: &random)
        letters += 1
        return StoredInteraction(
            number: number,
            id: InteractionID(KeyedHash(high: random.next(), low: UInt64(number))),
            kind: .email,
            direction: .inbound,
            occurredAt: Timestamp(microseconds: Self.now - minutes * 60_000_000),
            conversation: chance(50)
                ? ConversationID(KeyedHash(high: 0, low: UInt64(writer * 8 + Int.random(in: 1...8, using: &random))))
                : nil,
            flags: chance(3) ? .reply : [],
            internalCount: 1,
            externalCount: 1,
            isInExchange: true,
            isInCRM: chance(20),
            participants: [
                part(.sender, outsider(writer), false, nil), part(chance(5) ? .cc : .to, colleague(), true, nil),
            ]
        )
    }

    private mutating func interaction(number: Int64) -> StoredInteraction {
        guard !chance(4) else { return letter(number: number) }
        let minutes = Int64.random(in: -14_400..<576_000, using: &random)
        let kind: Interaction.Kind = [.email, .meeting, .phoneCall][[0, 0, 0, 0, 0, 0, 0, 1, 1, 2].random(&random)]
        let direction: Interaction.Direction =
            [.outbound, .inbound, .internal][[0, 0, 0, 0, 0, 1, 1, 1, 1, 2].random(&random)]
        let main = Self.skewed(customers, &random)
        var flags: Interaction.Flags = []
        if chance(40), kind == .email { flags.insert(.reply) }
        if chance(10) { flags.insert([.automated, .bulk, .private].random(&random)) }
        if chance(2), kind == .meeting { flags.insert(.allDay) }
        let parts = participants(kind: kind, direction: direction, main: main)
        let inside = parts.count { $0.isInternal }
        let crowd = chance(3) ? Int.random(in: 5..<60, using: &random) : 0
        let thread = kind == .email && chance(70) ? UInt64(main * 8 + Int.random(in: 1...8, using: &random)) : nil
        return StoredInteraction(
            number: number,
            id: InteractionID(KeyedHash(high: random.next(), low: UInt64(number))),
            kind: kind,
            direction: direction,
            occurredAt: Timestamp(microseconds: Self.now - minutes * 60_000_000),
            durationSeconds: kind == .email ? 0 : Int.random(in: 0...8, using: &random) * 900,
            conversation: thread.map { ConversationID(KeyedHash(high: 0, low: $0)) },
            flags: flags,
            internalCount: inside,
            externalCount: parts.count - inside + crowd,
            isInExchange: chance(90) && kind != .phoneCall,
            isInCRM: chance(60),
            regarding: chance(4) ? references.random(&random) : nil,
            participants: parts
        )
    }

    private mutating func participants(
        kind: Interaction.Kind,
        direction: Interaction.Direction,
        main: Int
    ) -> [StoredInteraction.Part] {
        let isOurs = direction != .inbound
        let (asking, asked): (Participant.Role, Participant.Role) =
            kind == .meeting ? (.organizer, .requiredAttendee) : (.sender, .to)
        // Only the organizer's copy knows the answers.
        let knowsAnswers = kind == .meeting && isOurs && chance(80)
        var parts = [
            part(asking, isOurs ? colleague() : outsider(main), isOurs, knowsAnswers ? .organizer : nil),
            part(asked, isOurs ? outsider(main) : colleague(), !isOurs, answer(knowsAnswers)),
        ]
        guard direction != .internal else { return [parts[0], part(asked, colleague(), true, answer(knowsAnswers))] }
        guard kind != .phoneCall else { return parts }
        for _ in 0..<Int.random(in: 0..<4, using: &random) {
            let role: Participant.Role =
                kind == .meeting
                ? (chance(70) ? .requiredAttendee : .optionalAttendee) : [.to, .cc, .cc, .bcc].random(&random)
            let isInternal = chance(60)
            let person = isInternal ? colleague() : outsider(chance(50) ? main : Self.skewed(customers, &random))
            let new = part(role, person, isInternal, answer(knowsAnswers))
            if !parts.contains(where: { $0.role == role && $0.address == new.address }) { parts.append(new) }
        }
        return parts
    }

    private func part(
        _ role: Participant.Role,
        _ person: UInt32,
        _ isInternal: Bool,
        _ response: Participant.Response?
    ) -> StoredInteraction.Part {
        StoredInteraction.Part(role: role, address: Int64(person), isInternal: isInternal, response: response)
    }

    private mutating func answer(_ isKnown: Bool) -> Participant.Response? {
        let answers: [Participant.Response] = [.none, .none, .tentative, .accepted, .accepted, .accepted, .declined]
        return isKnown ? answers.random(&random) : nil
    }

    private mutating func colleague() -> UInt32 { UInt32(Self.skewed(colleagues, &random) + 1) }

    private mutating func outsider(_ number: Int) -> UInt32 {
        let first = UInt32(colleagues + 1 + number)
        return chance(10) ? first + UInt32(customers) : first
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
}

extension Array {
    fileprivate func random(_ random: inout SplitMix64) -> Element {
        self[Int.random(in: indices, using: &random)]
    }
}
