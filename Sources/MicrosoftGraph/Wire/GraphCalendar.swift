/// A calendar that a mailbox lists: its own, or one that somebody else shares.
///
/// <https://learn.microsoft.com/graph/api/resources/calendar>
struct GraphCalendar: Hashable, Sendable, Decodable {
    let id: String
    let isDefaultCalendar: Bool?
    let owner: Owner?

    struct Owner: Hashable, Sendable, Decodable {
        let address: String?
    }

    /// For the query of a URL.
    static let query = "$select=id,isDefaultCalendar,owner"
}
