/// Somebody's part in an interaction.
package struct Participant: Hashable, Sendable {
    /// `activityparty.participationtypemask` of Dataverse: the codes 1 to 13 that the record exports.
    package enum Role: Int, Hashable, Sendable, CaseIterable {
        case sender = 1
        case to, cc, bcc, requiredAttendee, optionalAttendee, organizer
        case regarding, owner, resource, customer, partner, relatedParty
    }

    /// What an attendee answered; nil in mail.
    package enum Response: Int, Hashable, Sendable, CaseIterable {
        case none, organizer, tentative, accepted, declined
    }

    /// Where a participant can be reached.
    package enum Address: Hashable, Sendable {
        case smtp(EmailAddress)
        /// A legacy Exchange distinguished name that no directory could resolve, see `DirectoryName`; never an address.
        case directory(String)
        /// A row of the CRM that was named without an address, as in phone calls.
        case record(CRMReference)
        /// Somebody who was named by a text in which no address can be read; the same text gives the same hash.
        case unreadable(KeyedHash)

        /// `local@domain`, or one of the prefixes and what it stands before: `address` of the record.
        package var text: String {
            switch self {
            case .smtp(let address): address.text
            case .directory(let name): Prefix.directory.rawValue + name
            case .record(let reference): Prefix.record.rawValue + reference.text
            case .unreadable(let hash): Prefix.unreadable.rawValue + hash.description
            }
        }

        /// Reads `text`, and everything else that means one address: see `AddressSpelling` and `DirectoryName`.
        package init?(text: String) {
            guard let prefix = Prefix.allCases.first(where: { $0.begins(text) }) else {
                guard case .address(let address) = Self.reading(of: text) else { return nil }
                self = address
                return
            }
            let rest = String(Substring(text.utf8.dropFirst(prefix.rawValue.utf8.count)))
            switch prefix {
            case .directory:
                guard let name = DirectoryName.canonical(rest) else { return nil }
                self = .directory(name)
            case .record:
                guard let reference = CRMReference(text: rest.lowercased()) else { return nil }
                self = .record(reference)
            case .unreadable:
                guard let hash = KeyedHash(hexadecimal: rest) else { return nil }
                self = .unreadable(hash)
            }
        }

        /// What stands before everything that is no address of mail.
        private enum Prefix: String, CaseIterable {
            case directory = "EX:"
            case record = "CRM:"
            case unreadable = "UNREADABLE:"

            /// Whether the text begins like this, in letters of any size.
            func begins(_ text: String) -> Bool {
                text.utf8.prefix(rawValue.utf8.count).map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
                    .elementsEqual(rawValue.utf8)
            }
        }
    }

    package let role: Role
    package let address: Address
    package let isInternal: Bool
    package let response: Response?

    package init(role: Role, address: Address, isInternal: Bool, response: Response? = nil) {
        self.role = role
        self.address = address
        self.isInternal = isInternal
        self.response = response
    }
}
