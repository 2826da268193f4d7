import JSONStream

/// A calendar that a mailbox lists: its own, or one that somebody else shares.
///
/// <https://learn.microsoft.com/graph/api/resources/calendar>
struct GraphCalendar: Hashable, JSONReadable {
    let id: String
    let isDefaultCalendar: Bool?
    let owner: Owner?

    struct Owner: Hashable, JSONReadable {
        let address: String?

        init(json: JSONValue) throws(JSONError) {
            address = try json.optional("address")
        }
    }

    init(json: JSONValue) throws(JSONError) {
        id = try json.required("id")
        isDefaultCalendar = try json.optional("isDefaultCalendar")
        owner = try json.optional("owner")
    }

    /// For the query of a URL.
    static let query = "$select=id,isDefaultCalendar,owner"
}
