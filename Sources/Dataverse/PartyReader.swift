import Connector
import Interactions
import OData

/// Asks who took part in activities: change tracking does not say.
///
/// Every activity has somebody, if only its owner. So an answer that names nobody for one of them is none: it is asked
/// for again in ever smaller portions, as where the service fails, until what cannot be told stands alone.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/activityparty>
struct PartyReader: Sendable {
    /// What is said of one activity; `.nothing` is nobody at all, which cannot be.
    typealias Answer = Portions<[SourceActivity.Party]>.Answer

    let client: DataverseClient
    /// Requests at a time.
    let concurrent: Int

    /// An answer for each of `ids`; parties in no particular order.
    ///
    /// - Throws: `ODataError` for what is no single activity's fault, `SourceError` if nobody is named for too many in
    ///   a row, or what the token's source throws.
    func answers(for ids: [String]) async throws -> [String: Answer] {
        try await Portions(concurrent: concurrent, silence: .nobodyTookPart) { try await parties(of: $0) }
            .answers(for: ids)
    }

    /// Only for activities of which the service says anything.
    private func parties(of ids: [String]) async throws -> [String: [SourceActivity.Party]] {
        let filter = ids.map { "_activityid_value%20eq%20\($0)" }.joined(separator: "%20or%20")
        let columns = "_activityid_value,_partyid_value,participationtypemask,addressused,ispartydeleted"
        let target = client.root.target(["activityparties"], query: "$select=\(columns)&$filter=\(filter)")
        var parties: [String: [SourceActivity.Party]] = [:]
        for row in try await client.all(target, of: Row.self) {
            // Without a role a row says nothing.
            guard let activity = row.id("_activityid_value"), ids.contains(activity),
                row.integer("participationtypemask") != nil, Self.names(row)
            else { continue }
            parties[activity, default: []] += [Self.party(row)].compactMap(\.self)
        }
        return parties
    }

    /// Whether it says who it is, or that nobody can any more; one that says neither is withheld.
    private static func names(_ row: Row) -> Bool {
        row.words("addressused") != nil || row.words("_partyid_value") != nil || row.flag("ispartydeleted") == true
    }

    /// Nil for who is there only to be shown: the mask 12 is that of chats.
    private static func party(_ row: Row) -> SourceActivity.Party? {
        guard let mask = row.integer("participationtypemask"), mask != 12, let role = Participant.Role(rawValue: mask)
        else { return nil }
        let isDeleted = row.flag("ispartydeleted") == true
        let address = row.text("addressused").flatMap { $0.isEmpty ? nil : $0 }
        let record = isDeleted ? nil : row.reference("partyid")
        guard address != nil || record != nil else { return nil }
        return SourceActivity.Party(role: role, address: address, record: record)
    }
}
