import Connector
import Directory
import Eligibility
package import Interactions
import Normalization
import Scoring
import Settings

/// Who somebody is, by every address.
extension Engine {
    /// Everything that is held about a person, by every address.
    ///
    /// - Parameter clock: relationships are scored at this instant.
    /// - Throws: `EngineError`, or what the store and the log throw.
    package func person(_ address: Participant.Address, at clock: Timestamp) async throws -> PersonReport {
        let reader = installation.hasStore ? try installation.reader() : nil
        let known = try await known(address, to: reader)
        let names = known.addresses.union(known.rows.map { .record($0) })
        var report = PersonReport(names.sorted { $0.text < $1.text })
        report.isColleague = known.mailAddresses.contains(where: settings.internalDomains.contains)
        if let log = try installation.existingLog() {
            let content = try log.content()
            report.isErased = names.contains { content.erased.contains(log.pseudonym(of: $0)) }
            report.hasOptedOut = OptedOutPeople(content.optedOut, log: log).contains(anyOf: names)
        }
        guard let reader else { return report }
        report.ownMailboxes = try await reader.readMailboxes().filter(known.mailAddresses.contains)
        var last: CRMReference?
        while let page = try await reader.nextRows(after: last) {
            report.rows += page.filter { known.rows.contains($0.reference) }
            last = page.last?.reference
        }
        try await read(reader, names, into: &report)
        report.relationships = try await relationships(of: names, at: clock)
        return report
    }

    private func read(
        _ reader: any InteractionReader,
        _ names: Set<Participant.Address>,
        into report: inout PersonReport
    ) async throws {
        let numbers = Set(try await reader.numbers(of: Array(names)).values)
        guard !numbers.isEmpty else { return }
        let found = try await reader.reduce(into: [StoredInteraction]()) { found, interaction in
            if interaction.participants.contains(where: { numbers.contains($0.address) }) { found.append(interaction) }
        }
        for interaction in found {
            report.interactions[interaction.kind, default: 0] += 1
            if interaction.isInExchange { report.inExchange += 1 }
            if interaction.isInCRM { report.inCRM += 1 }
        }
        let times = found.map(\.occurredAt)
        if let first = times.min(), let last = times.max() { report.span = first...last }
        report.mailboxes = try await reader.mailboxes(holding: found.map(\.number))
    }

    /// Nil where relationship analytics is off.
    private func relationships(
        of names: Set<Participant.Address>,
        at clock: Timestamp
    ) async throws -> [PersonReport.Relationship]? {
        let relationships: Relationships
        do {
            relationships = try await Relationships(self, for: .relationshipAnalytics, at: clock)
        } catch let error as EngineError where error.code == .notPermitted {
            return nil
        }
        let persons = Set(try await relationships.people.persons(of: Array(names)).values)
        let book = relationships.index.book
        return book.records.indices.filter { record in
            book.records[record].interests.contains { persons.contains($0.person) }
        }.map { record in
            let row = relationships.index.records[record]
            return PersonReport.Relationship(
                record: row.reference,
                name: row.name,
                health: relationships.health(of: record)
            )
        }
    }

    /// Everything by which somebody is known: to the store, and to the file of users.
    ///
    /// - Parameter reader: nil where nothing was ever stored.
    /// - Throws: what the store throws.
    func known(_ address: Participant.Address, to reader: (any InteractionReader)?) async throws -> StoredPerson {
        var addresses: Set = [address]
        if let file = try? UserDirectory(settings: settings.eligibility), let user = file[address] {
            addresses.formUnion(user.addresses)
        }
        var number: Int64?
        var rows: Set<CRMReference> = []
        for one in addresses.sorted(by: { $0.text < $1.text }) {
            guard let person = try await reader?.person(one) else { continue }
            addresses.formUnion(person.addresses)
            rows.formUnion(person.rows)
            number = number ?? person.number
        }
        return StoredPerson(addresses: addresses, number: number, rows: rows.sorted())
    }
}

extension InteractionReader {
    /// Some rows of the CRM, nil at the end.
    fileprivate func nextRows(after last: CRMReference?) async throws -> [CRMRow]? {
        let page = try await rows(after: last, limit: 5_000)
        return page.isEmpty ? nil : page
    }
}

extension StoredPerson {
    /// The addresses of mail among all that the person is known by, sorted.
    var mailAddresses: [EmailAddress] {
        addresses.compactMap { if case .smtp(let address) = $0 { address } else { nil } }.sorted()
    }
}
