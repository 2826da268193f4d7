/// Somebody who sends or receives: of the tenant, or from outside.
package struct Party: Hashable, Sendable {
    /// The value of `MailboxType`.
    package enum Kind: String, Hashable, Sendable {
        case mailbox = "Mailbox"
        case oneOff = "OneOff"
        case list = "PublicDL"
        case contact = "Contact"
    }

    /// Empty if only the address is known.
    package var name: String
    /// Nil for a user who was deleted: then only the distinguished name is left.
    package var address: String?
    /// Of parties in the address book.
    package var distinguishedName: String?
    package var kind: Kind

    /// Somebody outside of the tenant.
    package init(name: String, address: String) {
        self.name = name
        self.address = address
        distinguishedName = nil
        kind = .oneOff
    }

    package init(_ user: DirectoryUser) {
        name = user.displayName
        address = user.kind == .deleted ? nil : user.address
        distinguishedName = user.distinguishedName
        kind =
            switch user.kind {
            case .list: .list
            case .contact: .contact
            case .deleted: .oneOff
            case .user, .shared, .room, .equipment: .mailbox
            }
    }
}

/// A party's place in the tenant's table, so that a message needs four bytes for it.
package struct PartyNumber: Hashable, Sendable {
    package let value: UInt32
}

/// Every party once.
package struct PartyTable: Sendable {
    private var parties: [Party] = []
    private var numbers: [Party: PartyNumber] = [:]

    package init() {}

    package subscript(number: PartyNumber) -> Party { parties[Int(number.value)] }
    package var count: Int { parties.count }

    /// The number of `party`, which is added if it is new.
    package mutating func number(of party: Party) -> PartyNumber {
        if let number = numbers[party] { return number }
        let number = PartyNumber(value: UInt32(parties.count))
        parties.append(party)
        numbers[party] = number
        return number
    }

    /// Nil if the party was never added.
    package func existingNumber(of party: Party) -> PartyNumber? { numbers[party] }

    /// Gives what was said about `old` so far to `new`.
    package mutating func replace(_ old: Party, with new: Party) {
        guard let number = numbers.removeValue(forKey: old) else { return }
        parties[Int(number.value)] = new
        numbers[new] = number
    }
}
