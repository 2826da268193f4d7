package import Interactions

/// Every stored interaction in columns: what scoring reads instead of the store.
///
/// A row's position is its number here; positions never change, so changes can be told by them. Rows hold numbers only,
/// no address and no text. 40 bytes a row and 4 a participant, and 20 of identity.
package struct History: Sendable {
    /// What the hot loops read: one cache line holds it.
    struct Row {
        var at: Int64
        /// The same number for mails of one conversation, 0 for none.
        var conversation: UInt32
        var duration: Int32
        /// Of the participants.
        var first: UInt32
        /// A position in `ScoredRecords`, -1 for none.
        var regarding: Int32
        /// Participants within, as the interaction counts them.
        var inside: UInt32
        /// Participants outside, as the interaction counts them.
        var outside: UInt32
        var count: UInt16
        var kind: Interaction.Kind
        var direction: Interaction.Direction
        var marks: Marks

        var participants: Range<Int> { Int(first)..<Int(first) + Int(count) }
        var isScored: Bool { marks.contains(.scored) }
        var isPresent: Bool { !marks.contains(.removed) }
        var isOutbound: Bool { direction == .outbound }
        /// Whether somebody talked on the phone: a call of no length reached a machine, or nobody.
        var isTalk: Bool { kind == .phoneCall && duration > 0 }
    }

    /// What scoring asks of an interaction; not stored, so bits may move.
    struct Marks: OptionSet {
        let rawValue: UInt16

        static let reply = Marks(rawValue: 1)
        /// It counts for somebody: see `StoredInteraction.isScored`.
        static let scored = Marks(rawValue: 2)
        static let allDay = Marks(rawValue: 4)
        /// A mailbox saw it.
        static let inExchange = Marks(rawValue: 8)
        /// It is not in the store any more.
        static let removed = Marks(rawValue: 16)
        /// Somebody of ours came, or nobody knows whether.
        static let joined = Marks(rawValue: 32)
        /// It is to happen, and nobody has said that it did.
        static let planned = Marks(rawValue: 64)
        /// A mail from outside that asks nobody of us: all of us who are named have but a copy.
        static let impersonal = Marks(rawValue: 128)
        /// So many took part that it is no contact: see `StoredInteraction.isCrowd`.
        static let crowd = Marks(rawValue: 256)
    }

    private(set) var rows: [Row] = []
    private(set) var keys: [Int64] = []
    private var numbers: [Int64] = []
    /// What each is about, a place in `subjects`; -1 for nothing.
    private var about: [Int32] = []
    /// Of all interactions, one after the other.
    private(set) var parts: [PackedPart] = []
    /// One more than the greatest person.
    private(set) var personCount = 0
    /// Numbers of what was planned when it came.
    private var plans: Set<Int64> = []
    private var conversations: [ConversationID: UInt32] = [:]
    private var subjects = Subjects()
    private var persons: [UInt32]?
    private let usesExchange: Bool
    private var removedCount = 0
    private var unusedParts = 0

    /// - Parameters:
    ///   - persons: by the store's number of an address the person, `UInt32.max` for nobody; without, the number
    ///     itself.
    ///   - positions: where the rows of the CRM are in `ScoredRecords`.
    ///   - usesExchange: without, only what the CRM knows counts.
    package init(persons: [UInt32]? = nil, positions: [CRMReference: Int] = [:], usesExchange: Bool = true) {
        self.persons = persons
        subjects.positions = positions
        self.usesExchange = usesExchange
    }

    package var count: Int { rows.count }
    /// Those that are in the store.
    package var presentCount: Int { rows.count - removedCount }

    /// Whether so much of it is unused that it is better read anew.
    package var isWorn: Bool {
        removedCount > max(1_000, rows.count / 4) || unusedParts > max(4_000, parts.count / 2)
    }

    /// Adds an interaction that is newer than all before, or puts it in the place that its number has.
    ///
    /// - Returns: its position, nil for what does not count because only a mailbox saw it.
    @discardableResult
    package mutating func put(_ interaction: StoredInteraction) -> Int? {
        guard usesExchange || interaction.isInCRM else {
            remove(number: interaction.number)
            return nil
        }
        let first = parts.count
        var isJoined = false
        var (isCopied, isAddressed) = (false, false)
        for part in interaction.participants.prefix(Int(UInt16.max)) where part.takesPart {
            // Whoever it was is left out himself, and whose address it is now has nothing to do with it.
            guard let person = person(part.record ?? part.address) else { continue }
            let packed = PackedPart(
                person: person,
                role: part.role,
                isInternal: part.isInternal,
                accepts: part.response.accepts
            )
            if packed.isInternal, packed.role.attends, packed.accepts { isJoined = true }
            if packed.isInternal, packed.role == .cc { isCopied = true }
            if packed.isInternal, packed.role == .to || packed.role == .bcc { isAddressed = true }
            parts.append(packed)
            personCount = max(personCount, Int(person) + 1)
        }
        var marks = marks(of: interaction)
        if isJoined { marks.insert(.joined) }
        if isCopied, !isAddressed, interaction.kind == .email, interaction.direction == .inbound {
            marks.insert(.impersonal)
        }
        let subject = interaction.regarding.map { subjects.number(of: $0) } ?? -1
        let row = Row(
            at: interaction.occurredAt.microseconds,
            conversation: interaction.conversation.map { number(of: $0) } ?? 0,
            duration: Int32(clamping: interaction.durationSeconds),
            first: UInt32(first),
            regarding: subjects.position(of: subject),
            inside: UInt32(clamping: interaction.internalCount),
            outside: UInt32(clamping: interaction.externalCount),
            count: UInt16(parts.count - first),
            kind: interaction.kind,
            direction: interaction.direction,
            marks: marks
        )
        if row.marks.contains(.planned) { plans.insert(interaction.number) }
        let key = interaction.id.scoringKey
        let position = place(of: interaction.number)
        if position < numbers.count, numbers[position] == interaction.number {
            // Its former participants stay where they are, unused, until persons are numbered anew.
            unusedParts += Int(rows[position].count)
            if !rows[position].isPresent { removedCount -= 1 }
            rows[position] = row
            keys[position] = key
            about[position] = subject
            return position
        }
        precondition(position == numbers.count, "an interaction's number lies before that of another one")
        rows.append(row)
        keys.append(key)
        numbers.append(interaction.number)
        about.append(subject)
        return position
    }

    private func marks(of interaction: StoredInteraction) -> Marks {
        var marks: Marks = []
        if interaction.flags.contains(.reply) { marks.insert(.reply) }
        if interaction.isScored { marks.insert(.scored) }
        if interaction.flags.contains(.allDay) { marks.insert(.allDay) }
        if interaction.flags.contains(.planned) { marks.insert(.planned) }
        if interaction.isInExchange, usesExchange { marks.insert(.inExchange) }
        if interaction.isCrowd { marks.insert(.crowd) }
        return marks
    }

    /// Nil for an address that a sync beside this one brought.
    private func person(_ address: Int64) -> UInt32? {
        guard let persons else { return UInt32(exactly: address) }
        guard Int(address) < persons.count, persons[Int(address)] != .max else { return nil }
        return persons[Int(address)]
    }

    private mutating func number(of conversation: ConversationID) -> UInt32 {
        if let known = conversations[conversation] { return known }
        let number = UInt32(conversations.count + 1)
        conversations[conversation] = number
        return number
    }

    /// Takes out what is gone from the store.
    mutating func remove(number: Int64) {
        guard let position = position(ofNumber: number), rows[position].isPresent else { return }
        unusedParts += Int(rows[position].count)
        removedCount += 1
        rows[position].marks = .removed
        rows[position].count = 0
    }

    /// Whether `put` takes them in this order: each has its place, or comes after all before.
    package func takes(_ interactions: [StoredInteraction]) -> Bool {
        let last = numbers.last ?? .min
        return interactions.allSatisfy { $0.number > last || position(ofNumber: $0.number) != nil }
    }

    /// Takes over what is new, different or gone in the store.
    package mutating func take(_ interactions: [StoredInteraction], removed: [Int64]) {
        for number in removed { remove(number: number) }
        for interaction in interactions { put(interaction) }
    }

    /// Numbers persons and records as they are numbered now; whatever is in it stays.
    ///
    /// - Parameters:
    ///   - persons: as in `init`.
    ///   - positions: as in `init`.
    package mutating func renumber(_ renumbering: Renumbering, persons: [UInt32], positions: [CRMReference: Int]) {
        self.persons = persons
        if subjects.positions != positions {
            subjects.positions = positions
            for position in rows.indices { rows[position].regarding = subjects.position(of: about[position]) }
        }
        guard !renumbering.isIdentity else { return }
        var kept: [PackedPart] = []
        kept.reserveCapacity(parts.count - unusedParts)
        personCount = 0
        for position in rows.indices {
            let first = kept.count
            for index in rows[position].participants {
                // Whoever is nobody now is in nothing but what was told again.
                guard let person = renumbering[parts[index].person] else { continue }
                kept.append(parts[index].of(person))
                personCount = max(personCount, Int(person) + 1)
            }
            rows[position].first = UInt32(first)
            rows[position].count = UInt16(kept.count - first)
        }
        parts = kept
        unusedParts = 0
    }

    /// Whether anybody in it is among these.
    package func names(anyOf persons: Set<UInt32>) -> Bool {
        guard !persons.isEmpty else { return false }
        var isAmong = [Bool](repeating: false, count: personCount)
        for person in persons where person < personCount { isAmong[Int(person)] = true }
        return parts.contains { isAmong[Int($0.person)] }
    }

    /// The numbers of what was planned, and has not happened at a clock that is past it.
    func lapsed(at now: Int64) -> [Int64] {
        plans.filter { number in
            position(ofNumber: number).map { rows[$0].marks.contains(.planned) && rows[$0].at <= now } == true
        }
    }

    package mutating func reserve(interactions: Int, participants: Int) {
        rows.reserveCapacity(interactions)
        keys.reserveCapacity(interactions)
        numbers.reserveCapacity(interactions)
        about.reserveCapacity(interactions)
        parts.reserveCapacity(participants)
    }

    /// When the interaction at a position was, and of what kind.
    package func moment(at position: Int) -> Score.Moment {
        let row = rows[position]
        return Score.Moment(at: row.at, key: keys[position], kind: row.kind, direction: row.direction)
    }

    /// The store's number of the interaction at a position.
    package func number(at position: Int) -> Int64 { numbers[position] }

    /// Nil for an interaction that is not here.
    func position(ofNumber number: Int64) -> Int? {
        let position = place(of: number)
        return position < numbers.count && numbers[position] == number ? position : nil
    }

    /// Where the number is, or would be.
    private func place(of number: Int64) -> Int {
        guard let last = numbers.last, number <= last else { return numbers.count }
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
