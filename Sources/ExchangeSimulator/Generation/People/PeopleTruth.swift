/// Who met whom in a tenant of `PeopleGenerator`, written down while it was made.
package struct PeopleTruth: Sendable {
    /// Somebody, or a list or room, by every address that anybody uses.
    package struct Person: Hashable, Sendable {
        /// SMTP addresses in lower case, the first being the one that everybody should see; then distinguished names,
        /// and rows of the CRM as `crm:contact/…`.
        package let addresses: [String]
        /// Whether it is a colleague, whatever the domain of an address is.
        package let isInside: Bool
        package let isRoom: Bool
    }

    /// One mail or meeting as it happened once in the world.
    package struct Contact: Hashable, Sendable {
        package let isMeeting: Bool
        /// Seconds since 1970; copies of a mail may say up to two minutes more.
        package let at: Int
        /// Places in `people`.
        package let from: Int
        /// Recipients and attendees, those whom a list hides among the latter.
        package let openly: Set<Int>
        /// Blind recipients of a mail, as far as somebody's mailbox shows them.
        package let blindly: Set<Int>
        /// Rooms that were taken.
        package let rooms: Set<Int>
        package let isAutomated: Bool
        package let isBulk: Bool

        package init(
            isMeeting: Bool,
            at: Int,
            from: Int,
            openly: Set<Int>,
            blindly: Set<Int>,
            rooms: Set<Int>,
            isAutomated: Bool,
            isBulk: Bool
        ) {
            self.isMeeting = isMeeting
            self.at = at
            self.from = from
            self.openly = openly
            self.blindly = blindly
            self.rooms = rooms
            self.isAutomated = isAutomated
            self.isBulk = isBulk
        }
    }

    package internal(set) var people: [Person] = []
    package internal(set) var contacts: [Contact] = []

    /// Places in `contacts` of different things that lie within two minutes are as many as there are contacts.
    package static let bucket = 600
}
