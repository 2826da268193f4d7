package import Interactions
package import Scoring

/// Which records of the CRM one viewer may see: an administrator all, everybody else those that are the viewer's own.
///
/// The one rule of this kind, whoever shows the record.
package struct Sight: Sendable {
    /// Rows of the CRM that are the viewer, and the teams that the viewer is in; nil for who sees everything.
    private let owners: Set<CRMReference>?

    package init(_ viewer: Viewer, _ relationships: Relationships) async throws {
        guard !viewer.isAdministrator else {
            owners = nil
            return
        }
        let persons = try await relationships.people.persons(of: viewer.addresses.map { .smtp($0) }).values
        let rows = persons.compactMap { relationships.index.row(of: $0)?.reference }
        let users = Set(rows.filter { $0.table == .user })
        let teams = relationships.index.colleagues.filter { row in
            row.reference.table == .team && !users.isDisjoint(with: relationships.index.members(of: row))
        }
        owners = users.union(teams.map(\.reference))
    }

    package func includes(_ record: CRMRow) -> Bool {
        guard let owners else { return true }
        return record.owner.map(owners.contains) ?? false
    }

    /// Of positions of records, those that may be seen.
    package func filter(_ records: [Int], in index: RecordIndex) -> [Int] {
        guard owners != nil else { return records }
        return records.filter { includes(index.records[$0]) }
    }
}
