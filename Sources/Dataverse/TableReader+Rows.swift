import Connector
import Interactions
import OData

/// What the rows of a page come to.
extension TableReader {
    /// A change for each row that has an identifier, in their order.
    ///
    /// An activity of which nobody can tell who took part is unreadable.
    ///
    /// - Throws: `SourceError`.
    func changes(of rows: [Row]) async throws -> [Change] {
        try await changes(of: rows) { answers in
            // An answer that says nothing of anything is nobody's fault but the service's.
            guard answers.allSatisfy(\.isNothing) else { return }
            for case .failure(let error) in answers { throw SourceError(error, table: "activityparty") }
            if answers.count > 1 { throw SourceError.nobodyTookPart }
        }
    }

    /// What one row comes to that is read again by itself; nil if it says nothing.
    ///
    /// - Throws: `SourceError`.
    func change(of row: Row) async throws -> Change? {
        try await changes(of: [row]) { _ in }.first
    }

    private func changes(
        of rows: [Row],
        checking check: (_ answers: [PartyReader.Answer]) throws -> Void
    ) async throws -> [Change] {
        var changes: [Change] = []
        var places: [Int: SourceActivity] = [:]
        for row in rows {
            if row.isDeleted {
                // An identifier, or the address of the row that ends with it.
                let name = row.text("id") ?? ""
                let id = name.split(separator: "(").last.map { $0.filter { $0 != ")" } } ?? ""
                if let id = CRMReference(.account, id: id)?.id { changes.append(.gone(ItemKey(id))) }
                continue
            }
            guard let id = row.id(table.key) else { continue }
            switch table.meaning(row, id) {
            case .nothing: changes.append(.gone(ItemKey(id)))
            case .undecided: changes.append(.unreadable(ItemKey(id), .unreadableRow))
            case .row(let record): changes.append(.found(ItemKey(id), .row(try await completed(record, with: row))))
            case .link(let link): changes.append(.found(ItemKey(id), .link(link)))
            case .activity(let activity):
                if !activity.isPending, !activity.isCancelled { places[changes.count] = activity }
                changes.append(.found(ItemKey(id), .activity(activity)))
            }
        }
        guard !places.isEmpty else { return changes }
        do {
            let reader = PartyReader(client: client, concurrent: configuration.concurrentRequests)
            let answers = try await reader.answers(for: Set(places.values.map(\.id)).sorted())
            try check(Array(answers.values))
            for (index, activity) in places {
                changes[index] = try await completed(activity, with: answers[activity.id] ?? .nothing)
            }
        } catch let error as ODataError {
            throw SourceError(error, table: "activityparty")
        }
        return changes
    }

    /// The activity with who took part.
    private func completed(_ activity: SourceActivity, with answer: PartyReader.Answer) async throws -> Change {
        let item = ItemKey(activity.id)
        switch answer {
        case .told(let parties):
            var activity = activity
            activity.parties = parties
            return .found(item, .activity(activity))
        case .failure: return .unreadable(item, .partiesUntold)
        case .nothing:
            // With an activity its parties go.
            return try await isGone(item) ? .gone(item) : .unreadable(item, .partiesUntold)
        }
    }

    /// The record with what other rows say of it.
    private func completed(_ record: CRMRow, with row: Row) async throws -> CRMRow {
        var record = record
        if record.sale?.estimatedValue != nil { record.sale?.currency = await currency.code() }
        guard let members = row.members else { return record }
        do {
            let users = try await client.whole(members).compactMap { $0.id("systemuserid") }
            record.connections = Set(users.compactMap { CRMReference(.user, id: $0) }).sorted()
        } catch let error as ODataError {
            throw SourceError(error, table: table.logicalName)
        }
        return record
    }
}
