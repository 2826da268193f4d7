import Connector
import Interactions
import OData

/// Finds the calendars of a mailbox that are its own.
struct CalendarLister: Sendable {
    let client: GraphClient
    let mailbox: Mailbox

    /// Ids of calendars, each once. What others share is theirs, and is read in their mailboxes if at all.
    ///
    /// <https://learn.microsoft.com/graph/api/user-list-calendars>
    /// - Throws: `SourceError` of scope `.mailbox` or `.source`, or `CancellationError`.
    func own() async throws -> [String] {
        do {
            let all = try await all()
            // The mailbox may be asked for by a name that is none of its owner's addresses.
            let named = all.filter { $0.isDefaultCalendar == true }.compactMap(\.owner?.address).compactMap {
                EmailAddress($0)
            }
            let owner = Set(named + [mailbox.address])
            return all.filter { calendar in
                calendar.isDefaultCalendar == true
                    || calendar.owner?.address.flatMap { EmailAddress($0) }.map(owner.contains) ?? false
            }.map(\.id)
        } catch let error as ODataError {
            throw SourceError(error, concerning: .mailbox)
        }
    }

    private func all() async throws -> [GraphCalendar] {
        var target = client.root.target(
            ["users", mailbox.id.text, "calendars"],
            query: GraphCalendar.query + "&$top=\(client.pageSize)"
        )
        var calendars: [String: GraphCalendar] = [:]
        var seen: Set<ODataLink> = []
        while true {
            let page = try await client.listing(target, of: GraphCalendar.self)
            for calendar in page.value { calendars[calendar.id] = calendar }
            guard let link = page.next else { return Array(calendars.values) }
            guard seen.insert(link).inserted else { throw SourceError.repeatedPage(.mailbox) }
            target = link.target
        }
    }
}
