package import JSONStream

/// One page of a collection that nobody tracks: items, and how to go on, if there are more.
///
/// <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ControlInformationnextLinkodatanextLink>
package struct CollectionPage<Item: JSONReadable>: Sendable {
    package let value: [Item]
    /// `@odata.nextLink`.
    package let next: ODataLink?

    package init(value: [Item], next: ODataLink?) {
        self.value = value
        self.next = next
    }
}

extension CollectionPage where Item: Hashable {
    /// The items of this page and of all that follow, in their order, each as often as it was told.
    ///
    /// - Parameter ask: asks for the page behind a link.
    /// - Throws: `ODataError` if the pages have no end, or what `ask` throws.
    package func whole(asking ask: (ODataTarget) async throws -> CollectionPage) async throws -> [Item] {
        var items = value
        var told = Set(value)
        var seen: Set<ODataLink> = []
        var (repetitions, empty) = (0, 0)
        var next = next
        while let link = next {
            guard seen.insert(link).inserted, repetitions < 50, empty < 1_000 else { throw ODataError.answer(.endless) }
            let page = try await ask(link.target)
            let known = told.count
            told.formUnion(page.value)
            if page.value.isEmpty {
                empty += 1
            } else if told.count == known {
                repetitions += 1
            } else {
                (repetitions, empty) = (0, 0)
            }
            items += page.value
            next = page.next
        }
        return items
    }
}
