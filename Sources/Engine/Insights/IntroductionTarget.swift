import Interactions
import Scoring
package import Settings

/// Whom somebody wants to be introduced to.
package struct IntroductionTarget {
    /// What a request calls them.
    package let name: String
    package let persons: [UInt32]
    package let isCompany: Bool

    /// - Throws: `EngineError` if nobody is meant, or if nobody may be introduced to them.
    package init(_ text: String, _ relationships: Relationships, _ rules: IntroductionSettings) async throws {
        if let domain = IntroductionSettings.domain(text) {
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

    private static func isBlocked(_ address: Participant.Address?, _ rules: IntroductionSettings) -> Bool {
        guard case .smtp(let address) = address else { return false }
        return rules.blocks(address)
    }

    private static var blocked: EngineError {
        EngineError(.notPermitted, "Nobody is introduced to them: they are in 'introductions.blocked'.")
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
    /// - Throws: `EngineError` of code `unknownName`.
    fileprivate func person(_ text: String) throws -> Int {
        if case .found(let contacts) = RecordSearch(index, among: [.contact])(text), contacts.count == 1 {
            return contacts[0]
        }
        return try record(text, among: [.contact, .lead])
    }
}
