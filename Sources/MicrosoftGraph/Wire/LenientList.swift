/// A list in which what cannot be read, or is null, is passed over: one entry must not spoil the whole item.
struct LenientList<Element: Decodable & Sendable>: Decodable, Sendable {
    let elements: [Element]

    private struct Entry: Decodable {
        let element: Element?

        init(from decoder: any Decoder) throws {
            element = try? decoder.singleValueContainer().decode(Element.self)
        }
    }

    init(from decoder: any Decoder) throws {
        elements = try decoder.singleValueContainer().decode([Entry?].self).compactMap { $0?.element }
    }
}
