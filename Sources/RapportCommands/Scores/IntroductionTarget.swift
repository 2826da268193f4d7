import Interactions
import Scoring

/// Whom somebody wants to be introduced to.
struct IntroductionTarget {
    /// What a request calls them.
    let name: String
    let persons: [UInt32]
    let isCompany: Bool

    /// - Throws: `CommandFailure` if nobody is meant, or if nobody may be introduced to them.
    init(_ text: String, _ relationships: Relationships, _ rules: IntroductionConfiguration) async throws {
        if let domain = IntroductionConfiguration.domain(text) {
            guard !rules.blockedDomains.contains(domain) else { throw Self.blocked }
            let everybody = try await relationships.people.persons(at: domain)
            let addresses = try await relationships.people.addresses(of: everybody)
            persons = everybody.filter { !Self.isBlocked(addresses[$0], rules) }
            (name, isCompany) = (domain, true)
            return
        }
        isCompany = false
        let address = EmailAddress(text)
        if let address, relationships.index.isUnknown(address) {
            guard !rules.blocks(address) else { throw Self.blocked }
            persons = Array(try await relationships.people.persons(of: [.smtp(address)]).values)
            name = address.text
            return
        }
        let position = try relationships.person(text)
        let record = relationships.index.records[position]
        guard !record.addresses.contains(where: rules.blocks) else { throw Self.blocked }
        persons = relationships.index.book.records[position].interests.map(\.person)
        name =
            record.name.map { PersonName($0).spoken } ?? record.addresses.first?.text ?? record.reference.text
    }

    private static func isBlocked(_ address: Participant.Address?, _ rules: IntroductionConfiguration) -> Bool {
        guard case .smtp(let address) = address else { return false }
        return rules.blocks(address)
    }

    private static var blocked: CommandFailure {
        CommandFailure(.notPermitted, "Nobody is introduced to them: they are in 'introductions.blocked'.")
    }
}

extension RecordIndex {
    /// Whether no record of the CRM has this address.
    func isUnknown(_ address: EmailAddress) -> Bool {
        !records.contains { $0.reference.table != .account && $0.addresses.contains(address) }
    }
}

extension Relationships {
    /// The contact or lead that somebody means; the contact where both are meant.
    ///
    /// - Throws: `CommandFailure` of status `usage`.
    fileprivate func person(_ text: String) throws -> Int {
        if case .found(let contacts) = RecordSearch(index, among: [.contact])(text), contacts.count == 1 {
            return contacts[0]
        }
        return try record(text, among: [.contact, .lead])
    }
}
