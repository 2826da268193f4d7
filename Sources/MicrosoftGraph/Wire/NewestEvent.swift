import Interactions
import JSONStream

/// How many events a calendar has, series counted once, and which of them changed last.
///
/// <https://learn.microsoft.com/graph/api/calendar-list-events>
struct NewestEvent: JSONReadable {
    let count: Int
    /// Nil in a calendar without events.
    let id: String?
    let changedAt: Timestamp?

    /// For the query of a URL.
    static let query = "$select=id,lastModifiedDateTime&$orderby=lastModifiedDateTime desc&$top=1&$count=true"
        .split(separator: " ").joined(separator: "%20")

    init(json: JSONValue) throws(JSONError) {
        guard let count = json["@odata.count"]?.integer, let events = json["value"]?.elements else {
            throw JSONError(.missing, at: json.offset)
        }
        self.count = count
        id = try events.first?.required("id")
        changedAt = events.first?["lastModifiedDateTime"]?.string.flatMap { Timestamp(iso8601: $0) }
        guard (count == 0) == (id == nil), id == nil || changedAt != nil else {
            throw JSONError(.missing, at: json.offset)
        }
    }

    /// Two clocks of one domain differ by no more: Kerberos' five minutes.
    static let settlingTime = Duration.seconds(-300)

    /// Nil where something may have changed since that shows no difference: for as long as the clocks may differ.
    ///
    /// - Parameter now: by our clock.
    func mark(at now: Timestamp) -> String? {
        guard let id, let changedAt else { return "0" }
        guard changedAt < now.advanced(by: Self.settlingTime) else { return nil }
        return "\(count) \(changedAt.microseconds) \(MailboxState.hash([id]))"
    }
}
