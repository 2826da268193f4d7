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
        /// A legacy Exchange distinguished name that no directory could resolve, in lower case; never an address.
        case directory(String)
        /// A row of the CRM that was named without an address, as in phone calls.
        case record(CRMReference)

        /// `local@domain`, `EX:` and the distinguished name, or `CRM:` and the row: `address` of the record.
        package var text: String {
            switch self {
            case .smtp(let address): address.text
            case .directory(let name): "EX:" + name
            case .record(let reference): "CRM:" + reference.text
            }
        }

        /// The inverse of `text`.
        package init?(text: String) {
            if text.utf8.starts(with: "EX:".utf8) {
                self = .directory(String(text.dropFirst(3)))
            } else if text.utf8.starts(with: "CRM:".utf8) {
                guard let reference = CRMReference(text: String(text.dropFirst(4))) else { return nil }
                self = .record(reference)
            } else {
                guard let address = EmailAddress(text) else { return nil }
                self = .smtp(address)
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
