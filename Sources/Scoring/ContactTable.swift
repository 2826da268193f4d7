import Interactions

/// Counts of people, each once an interaction; a slot for everybody, so that nothing is hashed.
///
/// Who only took part is told from who is counted.
struct ContactTable {
    private var slots: [UInt32]
    private var contacts: [Score.Contact] = []
    /// By slot, whether the person was already in the present interaction.
    private var isCounted: [Bool] = []
    private var current: [Int] = []
    /// By slot, whether the person took part in what says anything.
    private var isInvolved: [Bool] = []
    /// How many did.
    private(set) var involvedCount = 0

    init(personCount: Int) {
        slots = [UInt32](repeating: .max, count: personCount)
    }

    private mutating func slot(of person: UInt32) -> Int {
        let known = slots[Int(person)]
        guard known == .max else { return Int(known) }
        slots[Int(person)] = UInt32(contacts.count)
        contacts.append(Score.Contact(person: person))
        isCounted.append(false)
        isInvolved.append(false)
        return contacts.count - 1
    }

    /// Notes that somebody took part.
    mutating func involve(_ person: UInt32) {
        let slot = slot(of: person)
        guard !isInvolved[slot] else { return }
        isInvolved[slot] = true
        involvedCount += 1
    }

    mutating func add(_ person: UInt32, _ row: History.Row) {
        let slot = slot(of: person)
        guard !isCounted[slot] else { return }
        isCounted[slot] = true
        current.append(slot)
        switch row.kind {
        case .meeting: contacts[slot].meetings += 1
        case .phoneCall: contacts[slot].calls += 1
        case .email: contacts[slot].emails += 1
        }
        contacts[slot].lastAt = max(contacts[slot].lastAt, row.at)
    }

    mutating func endInteraction() {
        for slot in current { isCounted[slot] = false }
        current.removeAll(keepingCapacity: true)
    }

    /// Those who were met most; empty for the next record.
    mutating func takeFirst(_ limit: Int) -> [Score.Contact] {
        for contact in contacts { slots[Int(contact.person)] = .max }
        var best: [Score.Contact] = []
        for contact in contacts where contact.total > 0 {
            guard best.count < limit || best.last.map({ Self.comesBefore(contact, $0) }) == true else { continue }
            let place = best.firstIndex { Self.comesBefore(contact, $0) } ?? best.endIndex
            best.insert(contact, at: place)
            if best.count > limit { best.removeLast() }
        }
        contacts.removeAll(keepingCapacity: true)
        isCounted.removeAll(keepingCapacity: true)
        isInvolved.removeAll(keepingCapacity: true)
        involvedCount = 0
        return best
    }

    private static func comesBefore(_ left: Score.Contact, _ right: Score.Contact) -> Bool {
        (right.total, right.lastAt, left.person) < (left.total, left.lastAt, right.person)
    }
}
