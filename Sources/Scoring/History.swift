/// Every stored interaction in columns: what scoring reads instead of the store.
///
/// A row's position is its number here; positions never change, so changes can be told by them. Rows hold numbers only, no
/// address and no text. 40 bytes a row and 4 a participant, and 16 of identity.
package struct History: Sendable {
    /// One interaction, as its store knows it.
    package struct Entry: Hashable, Sendable {
        /// The store's number: never given twice, growing.
        package var number: Int64
        /// The same in every store that saw the interaction: decides where times are equal.
        package var key: Int64
        /// `Interaction.Kind`.
        package var kind: UInt8
        /// `Interaction.Direction`.
        package var direction: UInt8
        package var marks: Marks
        package var occurredAt: Int64
        package var durationSeconds: Int32
        /// The same number for mails of one conversation, 0 for none.
        package var conversation: UInt32
        /// Participants within, as counted by the interaction: more than are listed if it is truncated.
        package var inside: UInt32
        package var outside: UInt32
        /// The record that it is regarding, a position in `ScoredRecords`.
        package var regarding: Int32?
        package var participants: [Part]

        package init(
            number: Int64,
            key: Int64,
            kind: UInt8,
            direction: UInt8,
            marks: Marks = [],
            occurredAt: Int64,
            durationSeconds: Int32 = 0,
            conversation: UInt32 = 0,
            inside: UInt32,
            outside: UInt32,
            regarding: Int32? = nil,
            participants: [Part]
        ) {
            self.number = number
            self.key = key
            self.kind = kind
            self.direction = direction
            self.marks = marks
            self.occurredAt = occurredAt
            self.durationSeconds = durationSeconds
            self.conversation = conversation
            self.inside = inside
            self.outside = outside
            self.regarding = regarding
            self.participants = participants
        }
    }

    /// What scoring asks of an interaction; not stored, so bits may move.
    package struct Marks: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let reply = Marks(rawValue: 1)
        /// Automated, bulk or cancelled.
        package static let ignored = Marks(rawValue: 2)
        package static let allDay = Marks(rawValue: 4)
        /// A mailbox saw it.
        package static let inExchange = Marks(rawValue: 8)
    }

    /// Somebody's part in an interaction; who declined has none.
    package struct Part: Hashable, Sendable {
        /// Less than 2 to the power of 27.
        package var person: UInt32
        /// `Participant.Role`.
        package var role: UInt8
        package var isInternal: Bool

        package init(person: UInt32, role: UInt8, isInternal: Bool) {
            self.person = person
            self.role = role
            self.isInternal = isInternal
        }
    }

    /// What the hot loops read: one cache line holds it.
    struct Row {
        var at: Int64
        var conversation: UInt32
        var duration: Int32
        /// Of the participants.
        var first: UInt32
        var regarding: Int32
        var inside: UInt32
        var outside: UInt32
        var count: UInt16
        var kind: UInt8
        var direction: UInt8
        var marks: Marks
        /// Whether it counts for anybody: not ignored, not removed, not among ourselves.
        var isScored: Bool
        /// Whether it is still in the store.
        var isPresent = true

        var participants: Range<Int> { Int(first)..<Int(first) + Int(count) }
        var isMeeting: Bool { kind == 2 }
        var isCall: Bool { kind == 3 }
        var isOutbound: Bool { direction == 1 }
    }

    private(set) var rows: [Row] = []
    private(set) var keys: [Int64] = []
    private var numbers: [Int64] = []
    /// Of all interactions, one after the other.
    private(set) var parts: [PackedPart] = []
    /// One more than the greatest person.
    private(set) var personCount = 0

    package init() {}

    package var count: Int { rows.count }

    /// Adds an interaction that is newer than all before, or puts it in the place that its number has.
    ///
    /// - Returns: its position.
    @discardableResult
    package mutating func put(_ entry: Entry) -> Int {
        let row = Row(
            at: entry.occurredAt,
            conversation: entry.conversation,
            duration: entry.durationSeconds,
            first: UInt32(parts.count),
            regarding: entry.regarding ?? -1,
            inside: entry.inside,
            outside: entry.outside,
            count: UInt16(clamping: entry.participants.count),
            kind: entry.kind,
            direction: entry.direction,
            marks: entry.marks,
            isScored: !entry.marks.contains(.ignored) && entry.direction != 3
        )
        for part in entry.participants.prefix(Int(UInt16.max)) {
            parts.append(PackedPart(part))
            personCount = max(personCount, Int(part.person) + 1)
        }
        let position = place(of: entry.number)
        if position < numbers.count, numbers[position] == entry.number {
            // Its former participants stay where they are, unused, until the history is read anew.
            rows[position] = row
            keys[position] = entry.key
            return position
        }
        precondition(position == numbers.count, "an interaction's number lies before that of another one")
        rows.append(row)
        keys.append(entry.key)
        numbers.append(entry.number)
        return position
    }

    /// Takes out what is gone from the store.
    mutating func remove(number: Int64) {
        guard let position = position(ofNumber: number) else { return }
        rows[position].isScored = false
        rows[position].isPresent = false
        rows[position].count = 0
    }

    package mutating func reserve(interactions: Int, participants: Int) {
        rows.reserveCapacity(interactions)
        keys.reserveCapacity(interactions)
        numbers.reserveCapacity(interactions)
        parts.reserveCapacity(participants)
    }

    /// When the interaction at a position was, and of what kind.
    package func moment(at position: Int) -> Score.Moment {
        let row = rows[position]
        return Score.Moment(at: row.at, key: keys[position], kind: row.kind, isOutbound: row.isOutbound)
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
