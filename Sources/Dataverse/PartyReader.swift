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
    let client: DataverseClient
    /// Requests at a time.
    let concurrent: Int

    /// Activities in one request: some 1,800 bytes of filter, which every proxy lets through.
    private static let batch = 25
    /// Requests in a row that say nothing: enough for half a dozen bad activities beside each other.
    private static let longest = 16

    /// What is said of one activity, asked for by itself at the latest.
    enum Answer: Hashable, Sendable {
        case parties([SourceActivity.Party])
        /// Nobody at all, which cannot be.
        case nobody
        case failure(ODataError)
    }

    /// An answer for each of `ids`; parties in no particular order.
    ///
    /// - Throws: `ODataError` for what is no single activity's fault, `SourceError` if nobody is named for too many in
    ///   a row, or what the token's source throws.
    func answers(for ids: [String]) async throws -> [String: Answer] {
        try await withThrowingTaskGroup(of: [String: Answer].self) { group in
            var waiting = stride(from: 0, to: ids.count, by: Self.batch).makeIterator()
            func begin() {
                guard let start = waiting.next() else { return }
                let batch = Array(ids[start..<min(start + Self.batch, ids.count)])
                group.addTask { try await isolated(batch) }
            }
            for _ in 0..<max(1, concurrent) { begin() }
            var answers: [String: Answer] = [:]
            while let some = try await group.next() {
                answers.merge(some) { $1 }
                begin()
            }
            return answers
        }
    }

    private func isolated(_ ids: [String]) async throws -> [String: Answer] {
        var answers: [String: Answer] = [:]
        var waiting = [ids]
        var failures = 0
        while let asked = waiting.popLast() {
            var failure: ODataError?
            var rest = asked
            do {
                let named = try await parties(of: asked)
                for (id, parties) in named { answers[id] = .parties(parties) }
                rest = asked.filter { named[$0] == nil }
            } catch let error as ODataError where error.mayBeOneRows {
                failure = error
            }
            failures = rest.count < asked.count ? 0 : failures + 1
            guard failures < Self.longest else { throw failure ?? SourceError.nobodyTookPart }
            if asked.count == 1, let id = rest.first {
                answers[id] = failure.map { .failure($0) } ?? .nobody
            } else if !rest.isEmpty {
                let middle = (rest.count + 1) / 2
                waiting += [Array(rest[middle...]), Array(rest[..<middle])].filter { !$0.isEmpty }
            }
        }
        return answers
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
                row.integer("participationtypemask") != nil
            else { continue }
            parties[activity, default: []] += [Self.party(row)].compactMap(\.self)
        }
        return parties
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

extension ODataError {
    /// Whether one of the rows that were asked for may be to blame, and not the service, the link or who asks.
    fileprivate var mayBeOneRows: Bool {
        switch self {
        case .failure(let failure):
            failure.retryAfter == nil && (500...599).contains(failure.status) && failure.status != 503
        case .answer(let answer):
            switch answer {
            case .foreignLink, .endless: false
            case .incomplete, .tooLarge, .notJSON, .malformed, .noContinuation: true
            }
        case .transport: false
        }
    }
}
