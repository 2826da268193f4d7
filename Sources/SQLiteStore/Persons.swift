import GRDB
import Interactions

/// Which addresses are one person's, by the numbers of addresses: worked out once from the tables, and looked up for
/// everything that is told.
///
/// The directory joins its own addresses, a service those of a mailbox's owner, and the CRM those that exactly one of
/// its rows claims: whatever several rows have is nobody's alone. What the directory says counts more than what a
/// service says of an owner, and that more than what the CRM says.
struct Persons: Sendable {
    /// What is known of an address beside whose it is.
    struct Traits: OptionSet {
        let rawValue: UInt8

        /// It is one of several.
        static let joined = Traits(rawValue: 1)
        static let inside = Traits(rawValue: 2)
        static let outside = Traits(rawValue: 4)
        static let resource = Traits(rawValue: 8)
        /// Somebody, whatever an invitation says.
        static let somebody = Traits(rawValue: 16)
        static let unreadable = Traits(rawValue: 32)
    }

    private let version: Int64
    private var lastAddress: Int64
    /// By an address's number the number of the address that stands for the person; empty if nothing is joined.
    private var persons: [Int64] = []
    /// By an address's number the number of the address that is shown.
    private var shown: [Int64] = []
    private var traits: [Traits] = []
    private let plusAddressing: PlusAddressing
    /// The addresses of those who have more than one.
    private var groups: [Int64: [Int64]] = [:]

    /// The same again if nothing changed since.
    static func current(_ known: Persons?, _ db: Database) throws -> Persons {
        let sql = "SELECT persons, (SELECT ifnull(max(id), 0) FROM address) FROM meta"
        let now = try RawStatement(db, sql).first({ _ in }) { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
        if var known, known.version == now.0, known.lastAddress <= now.1, try known.grow(to: now.1, db) { return known }
        return try Persons(version: now.0, lastAddress: now.1, db)
    }

    /// Whether nothing that joins addresses changed since.
    func isCurrent(_ db: Database) throws -> Bool {
        try RawStatement(db, "SELECT persons FROM meta").first({ _ in }, { $0.integer(0) }) == version
    }

    /// Takes in addresses that are new and nobody's yet; false if some are among them that may be somebody's: rows of
    /// the CRM, and addresses with a plus sign.
    private mutating func grow(to last: Int64, _ db: Database) throws -> Bool {
        guard last > lastAddress else { return true }
        let new = "SELECT id FROM address WHERE id > ? AND +text >= ? AND +text < ?"
        func numbers(_ prefix: String) throws -> [Int64] {
            try RawStatement(db, new).all(
                {
                    $0.add(lastAddress)
                    $0.add("\(prefix):")
                    $0.add("\(prefix);")
                },
                { $0.integer(0) }
            )
        }
        guard try numbers("CRM").isEmpty, try plusAddressing.tagged(after: lastAddress, db).isEmpty else {
            return false
        }
        let unreadable = try numbers("UNREADABLE")
        persons.append(contentsOf: lastAddress + 1...last)
        shown.append(contentsOf: lastAddress + 1...last)
        traits.append(contentsOf: repeatElement([], count: Int(last - lastAddress)))
        for number in unreadable { traits[Int(number)].insert(.unreadable) }
        lastAddress = last
        return true
    }

    private init(version: Int64, lastAddress: Int64, _ db: Database) throws {
        self.version = version
        self.lastAddress = lastAddress
        persons = (0...lastAddress).map(\.self)
        shown = persons
        traits = Array(repeating: [], count: persons.count)
        plusAddressing = try PlusAddressing(db)
        try readDirectory(db)
        try readTagged(db)
        try readOwners(db)
        try readCRM(db)
        let unreadable = "SELECT id FROM address WHERE text >= 'UNREADABLE:' AND text < 'UNREADABLE;'"
        try RawStatement(db, unreadable).forEach { traits[Int($0.integer(0))].insert(.unreadable) }
        for address in persons.indices where persons[address] != Int64(address) {
            groups[persons[address], default: [persons[address]]].append(Int64(address))
            traits[address].insert(.joined)
            traits[Int(persons[address])].insert(.joined)
        }
    }

    // MARK: Looking up

    /// The number of the address that stands for the person.
    func person(_ address: Int64) -> Int64 { isKnown(address) ? persons[Int(address)] : address }

    /// The number of the address by which the person is shown where this one was used.
    func shown(_ address: Int64) -> Int64 { isKnown(address) ? shown[Int(address)] : address }

    func traits(_ address: Int64) -> Traits { isKnown(address) ? traits[Int(address)] : [] }

    /// All addresses of the person who has this one.
    func addresses(with address: Int64) -> [Int64] { groups[person(address)] ?? [address] }

    /// By the number of an address the number of the one that stands for the person, where that is another.
    var standIns: [Int64: Int64] {
        var standIns: [Int64: Int64] = [:]
        for (address, person) in persons.enumerated() where person != Int64(address) {
            standIns[Int64(address)] = person
        }
        return standIns
    }

    /// The addresses of all who have others now than they had before, or who had some of those.
    func changes(since before: Persons) -> Set<Int64> {
        var changed: Set<Int64> = []
        for number in 0...max(lastAddress, before.lastAddress) where person(number) != before.person(number) {
            changed.formUnion(addresses(with: number))
            changed.formUnion(before.addresses(with: number))
        }
        return changed
    }

    private func isKnown(_ address: Int64) -> Bool { address >= 0 && address < persons.count }

    // MARK: Reading the tables

    private mutating func readDirectory(_ db: Database) throws {
        let sql = "SELECT address, person, is_inside, resource FROM directory_address"
        try RawStatement(db, sql).forEach { row in
            let (address, person) = (Int(row.integer(0)), row.integer(1))
            persons[address] = person
            shown[address] = person
            traits[address].insert(row.integer(2) == 1 ? .inside : .outside)
            switch row.integer(3) {
            case 0: traits[address].insert(.somebody)
            case 1: traits[address].insert(.resource)
            default: break
            }
        }
    }

    /// Those that only what follows a plus sign tells from another are the other's, unless the directory has them.
    private mutating func readTagged(_ db: Database) throws {
        let find = try RawStatement(db, "SELECT id FROM address WHERE text = ?")
        var first: [EmailAddress: Int64] = [:]
        for (number, base) in try plusAddressing.tagged(db) where !isInDirectory(number) {
            let known = try find.first({ $0.add(base.text) }, { $0.integer(0) })
            let own = known ?? first[base] ?? number
            first[base] = own
            guard own != number else { continue }
            persons[Int(number)] = person(own)
            if isInDirectory(own) { shown[Int(number)] = shown(own) }
            traits[Int(number)].formUnion(traits(own).intersection([.inside, .outside, .resource, .somebody]))
            traits[Int(number)].insert(.joined)
            traits[Int(own)].insert(.joined)
        }
    }

    private mutating func readOwners(_ db: Database) throws {
        let sql = """
            SELECT owner.address, owner_address.address FROM owner_address
            JOIN owner ON owner.id = owner_address.owner ORDER BY owner.address, source, place
            """
        var owners: [(name: String, addresses: [Int64])] = []
        try RawStatement(db, sql).forEach { row in
            let name = row.text(0) ?? ""
            if owners.last?.name != name { owners.append((name, [])) }
            let number = row.integer(1)
            guard !owners[owners.count - 1].addresses.contains(number) else { return }
            owners[owners.count - 1].addresses.append(number)
        }
        var claims: [Int64: Int] = [:]
        for owner in owners { for address in owner.addresses { claims[address, default: 0] += 1 } }
        for owner in owners {
            join(owner.addresses.filter { claims[$0] == 1 || isInDirectory($0) }, showsOne: true)
        }
    }

    private mutating func readCRM(_ db: Database) throws {
        var masters: [CRMReference: CRMReference] = [:]
        var numbers: [Int64: CRMReference] = [:]
        try RawStatement(db, "SELECT number, reference, merged_into FROM crm_row").forEach { row in
            guard let reference = row.reference(1) else { return }
            numbers[row.integer(0)] = reference
            if let master = row.reference(2) { masters[reference] = master }
        }
        guard !numbers.isEmpty else { return }
        var claimants: [Int64: Set<CRMReference>] = [:]
        var members: [CRMReference: [Int64]] = [:]
        // In the order of texts, so that it is the same in every store who stands for them.
        let addresses = """
            SELECT address, number FROM crm_row_address JOIN address ON id = address ORDER BY text
            """
        try RawStatement(db, addresses).forEach { row in
            guard let reference = numbers[row.integer(1)] else { return }
            let master = reference.master { masters[$0] }
            guard claimants[row.integer(0), default: []].insert(master).inserted else { return }
            if master.table.isSomebody { members[master, default: []].append(row.integer(0)) }
        }
        for (master, own) in members { members[master] = own.filter { claimants[$0]?.count == 1 } }
        let rows = "SELECT id, text FROM address WHERE text >= 'CRM:' AND text < 'CRM;' ORDER BY text"
        try RawStatement(db, rows).forEach { row in
            guard case .record(let reference)? = row.text(1).flatMap({ Participant.Address(text: $0) }) else { return }
            let master = reference.master { masters[$0] }
            if master.table.isSomebody { members[master, default: []].append(row.integer(0)) }
        }
        for own in members.values { join(own, showsOne: false) }
    }

    private func isInDirectory(_ address: Int64) -> Bool {
        !traits(address).isDisjoint(with: [.inside, .outside])
    }

    /// Makes addresses one person's, unless they are several persons' already: then only of those that are nobody's
    /// yet.
    ///
    /// - Parameter showsOne: whether the person is shown by one address, whichever was used.
    private mutating func join(_ addresses: [Int64], showsOne: Bool) {
        guard addresses.count > 1 else { return }
        let taken = addresses.filter { isInDirectory($0) || traits($0).contains(.joined) }
        let free = addresses.filter { !taken.contains($0) }
        let known = Set(taken.map { person($0) })
        guard let first = known.count == 1 ? known.first : free.first else { return }
        for address in free {
            persons[Int(address)] = first
            if showsOne { shown[Int(address)] = shown(first) }
            traits[Int(address)].formUnion(traits(first).intersection([.inside, .outside, .resource, .somebody]))
            traits[Int(address)].insert(.joined)
        }
        if !free.isEmpty { traits[Int(first)].insert(.joined) }
    }
}

extension CRMReference.Table {
    /// Whether its rows are people, of the organisation or not.
    fileprivate var isSomebody: Bool { self == .contact || self == .lead || self == .user }
}
