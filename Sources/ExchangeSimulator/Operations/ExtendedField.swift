import XMLStream

/// A MAPI property that a request names.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri>
struct ExtendedField: Hashable, Sendable {
    /// The attributes as they stand in the request, except that a tag is written as Exchange writes it.
    private let attributes: [Attribute]
    /// Nil for a named property.
    let tag: UInt16?
    let type: String
    /// Of a transport header (property set InternetHeaders).
    let headerName: String?

    private struct Attribute: Hashable, Sendable {
        let name: String
        let value: String
    }

    init?(_ element: XMLElement) {
        guard let type = element.attribute(.PropertyType) else { return nil }
        self.type = type
        let text = element.attribute(.PropertyTag)
        tag = text.flatMap { text in
            text.hasPrefix("0x") || text.hasPrefix("0X") ? UInt16(text.dropFirst(2), radix: 16) : UInt16(text)
        }
        if text != nil, tag == nil { return nil }
        let names: [RequestName] = [.DistinguishedPropertySetId, .PropertySetId, .PropertyName, .PropertyId]
        var attributes = names.compactMap { name in
            element.attribute(name).map { Attribute(name: String(describing: name), value: $0) }
        }
        if let tag { attributes.append(Attribute(name: "PropertyTag", value: "0x" + String(tag, radix: 16))) }
        let isHeader = element.attribute(.DistinguishedPropertySetId) == "InternetHeaders"
        headerName = isHeader ? element.attribute(.PropertyName) : nil
        self.attributes = attributes + [Attribute(name: "PropertyType", value: type)]
    }

    /// Writes `ExtendedProperty` with one value.
    func write(into out: inout XMLOutput, value: (inout XMLOutput) -> Void) {
        out.raw("<t:ExtendedProperty><t:ExtendedFieldURI")
        for attribute in attributes {
            out.raw(" ")
            out.raw(attribute.name.utf8)
            out.raw("=\"")
            out.text(attribute.value)
            out.raw("\"")
        }
        out.raw("/><t:Value>")
        value(&out)
        out.raw("</t:Value></t:ExtendedProperty>")
    }
}
