/// A list inside of an item, as `$expand` gives it: all of it, or its beginning and a link to the rest.
///
/// <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ExpandedNavigationProperty>
package struct Expansion<Item: Decodable & Hashable & Sendable>: Hashable, Sendable {
    package let value: [Item]
    /// `NAME@odata.nextLink`, not looked at yet; nil if that is all.
    let nextLink: String?

    /// Reads the list called `property`; one that is neither there nor linked to was not answered.
    ///
    /// - Throws: `DecodingError`.
    package init(_ property: String, in decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Name.self)
        nextLink = try values.decodeIfPresent(String.self, forKey: Name("\(property)@odata.nextLink"))
        if nextLink != nil, !values.contains(Name(property)) {
            value = []
        } else {
            value = try values.decode([Item].self, forKey: Name(property))
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }
}
