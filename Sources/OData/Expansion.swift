package import JSONStream

/// A list inside of an item, as `$expand` gives it: all of it, or its beginning and a link to the rest.
///
/// <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ExpandedNavigationProperty>
package struct Expansion<Item: JSONReadable & Hashable>: Hashable, Sendable {
    package let value: [Item]
    /// `NAME@odata.nextLink`, not looked at yet; nil if that is all.
    let nextLink: String?

    /// Reads the list called `property`; one that is neither there nor linked to was not answered.
    ///
    /// - Throws: `JSONError`.
    package init(_ property: String, in item: JSONValue) throws(JSONError) {
        nextLink = try item.optional("\(property)@odata.nextLink")
        value =
            if nextLink != nil, item[property] == nil { [] } else { try item.required(property) }
    }
}
