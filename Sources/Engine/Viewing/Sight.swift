package import Interactions
package import Scoring

/// Which records of the CRM one viewer may see: an administrator all, everybody else those that are the viewer's own,
/// or those that the CRM itself names.
///
/// The one rule of this kind, whoever shows the record.
package struct Sight: Hashable, Sendable {
    private enum Extent: Hashable, Sendable {
        case everything
        /// Of these rows of the CRM: the viewer's, and those of teams that the viewer is in.
        case owned(by: Set<CRMReference>)
        case listed(Set<CRMReference>)
    }

    private let extent: Extent

    /// What the CRM itself shows to somebody who is no administrator.
    init(_ viewer: Viewer, listed records: () async throws -> Set<CRMReference>) async throws {
        extent = viewer.isAdministrator ? .everything : .listed(try await records())
    }

    init(_ viewer: Viewer, _ relationships: Relationships) async throws {
        guard !viewer.isAdministrator else {
            extent = .everything
            return
        }
        let persons = try await relationships.people.persons(of: viewer.addresses.map { .smtp($0) }).values
        let rows = persons.compactMap { relationships.index.row(of: $0)?.reference }
        let users = Set(rows.filter { $0.table == .user })
        let teams = relationships.index.colleagues.filter { row in
            row.reference.table == .team && !users.isDisjoint(with: relationships.index.members(of: row))
        }
        extent = .owned(by: users.union(teams.map(\.reference)))
    }

    /// Whether the viewer may see the record.
    package func includes(_ record: CRMRow) -> Bool {
        switch extent {
        case .everything: true
        case .owned(let owners): record.owner.map(owners.contains) ?? false
        case .listed(let records): records.contains(record.reference)
        }
    }

    /// Of positions of records, those that may be seen.
    package func filter(_ records: [Int], in index: RecordIndex) -> [Int] {
        if case .everything = extent { return records }
        return records.filter { includes(index.records[$0]) }
    }
}
