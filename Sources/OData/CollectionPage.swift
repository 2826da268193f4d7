/// One page of a collection that nobody tracks: items, and how to go on, if there are more.
///
/// <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ControlInformationnextLinkodatanextLink>
package struct CollectionPage<Item: Decodable & Sendable>: Sendable {
    package let value: [Item]
    /// `@odata.nextLink`.
    package let next: ODataLink?

    package init(value: [Item], next: ODataLink?) {
        self.value = value
        self.next = next
    }
}
