import Connector
import Interactions
import OData

/// Asks who took part in activities: change tracking does not say.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/activityparty>
struct PartyReader: Sendable {
    let client: DataverseClient
    /// Requests at a time.
    let concurrent: Int

    /// Activities in one request: some 1,800 bytes of filter, which every proxy lets through.
    private static let batch = 25

    /// The parties of each of `ids`, in no particular order.
    ///
    /// - Throws: `ODataError`, or what the token's source throws.
    func parties(of ids: [String]) async throws -> [String: [SourceActivity.Party]] {
        try await withThrowingTaskGroup(of: [Row].self) { group in
            var waiting = stride(from: 0, to: ids.count, by: Self.batch).makeIterator()
            func begin() {
                guard let start = waiting.next() else { return }
                let batch = Array(ids[start..<min(start + Self.batch, ids.count)])
                group.addTask { try await rows(of: batch) }
            }
            for _ in 0..<max(1, concurrent) { begin() }
            var parties: [String: [SourceActivity.Party]] = [:]
            while let rows = try await group.next() {
                for row in rows {
                    guard let activity = row.id("_activityid_value"), let party = Self.party(row) else { continue }
                    parties[activity, default: []].append(party)
                }
                begin()
            }
            return parties
        }
    }

    private func rows(of ids: [String]) async throws -> [Row] {
        let filter = ids.map { "_activityid_value%20eq%20\($0)" }.joined(separator: "%20or%20")
        let columns = "_activityid_value,_partyid_value,participationtypemask,addressused,ispartydeleted"
        let target = client.root.target(["activityparties"], query: "$select=\(columns)&$filter=\(filter)")
        return try await client.all(target, of: Row.self)
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
