import XMLStream

/// Which properties of an item to deliver; always `IdOnly` and what is named.
///
/// `Default` would bring the body along, and `AllProperties` brings it and still not everything.
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/itemshape>
struct ItemShape: Hashable, Sendable {
    static let idOnly = ItemShape(properties: [])

    let properties: [PropertyPath]

    func write(to writer: inout XMLWriter) {
        writer.element("m:ItemShape") { shape in
            shape.element("t:BaseShape", text: "IdOnly")
            shape.element("t:IncludeMimeContent", text: "false")
            PropertyPath.write(properties, to: &shape)
        }
    }
}

/// The same for folders.
struct FolderShape: Hashable, Sendable {
    let properties: [PropertyPath]

    func write(to writer: inout XMLWriter) {
        writer.element("m:FolderShape") { shape in
            shape.element("t:BaseShape", text: "IdOnly")
            PropertyPath.write(properties, to: &shape)
        }
    }
}

/// The name of a property.
enum PropertyPath: Hashable, Sendable {
    /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/fielduri>
    case field(String)
    /// A header of a mail from the Internet, as a named property.
    case internetHeader(String)
    /// A MAPI property of type string.
    case mapiString(tag: String)
    /// A MAPI property of another type, by its name in the schema.
    case mapi(tag: String, type: String)

    /// Nothing for no properties: the schema has no empty list.
    static func write(_ paths: [PropertyPath], to writer: inout XMLWriter) {
        guard !paths.isEmpty else { return }
        writer.element("t:AdditionalProperties") { list in
            for path in paths { path.write(to: &list) }
        }
    }

    private func write(to writer: inout XMLWriter) {
        switch self {
        case .field(let uri): writer.element("t:FieldURI", ["FieldURI": uri])
        case .internetHeader(let name):
            writer.element(
                "t:ExtendedFieldURI",
                ["DistinguishedPropertySetId": "InternetHeaders", "PropertyName": name, "PropertyType": "String"]
            )
        case .mapi(let tag, let type):
            writer.element("t:ExtendedFieldURI", ["PropertyTag": tag, "PropertyType": type])
        case .mapiString(let tag): writer.element("t:ExtendedFieldURI", ["PropertyTag": tag, "PropertyType": "String"])
        }
    }
}
