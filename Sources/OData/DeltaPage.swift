package import JSONStream

/// One page of a delta query: items, and how to go on.
///
/// <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html>
package struct DeltaPage<Item: JSONReadable>: Sendable {
    /// A page has exactly one of the two.
    package enum Continuation: Hashable, Sendable {
        /// `@odata.nextLink`: there is more.
        case next(ODataLink)
        /// `@odata.deltaLink`: that was all for now; to be asked later for what is new by then.
        case delta(ODataLink)

        package var link: ODataLink {
            switch self {
            case .next(let link), .delta(let link): link
            }
        }
    }

    package let value: [Item]
    package let continuation: Continuation

    package init(value: [Item], continuation: Continuation) {
        self.value = value
        self.continuation = continuation
    }
}

/// A page as it is written, its links not yet looked at.
struct WrittenPage<Item: JSONReadable>: JSONReadable {
    let value: [Item]
    let nextLink: String?
    let deltaLink: String?

    init(json: JSONValue) throws(JSONError) {
        value = try json.required("value")
        nextLink = try json.optional("@odata.nextLink")
        deltaLink = try json.optional("@odata.deltaLink")
    }
}
