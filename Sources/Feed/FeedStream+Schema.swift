package import Interactions

extension FeedStream {
    /// JSON Schema of a row, in what Draft 7 and every later one read alike; `Schemas` has these texts.
    ///
    /// - Parameters:
    ///   - extra: fields that a host's protocol adds, each an instant or null.
    ///   - isOpen: whether fields of a later version are said to be no fault.
    package func schema(adding extra: [String] = [], isOpen: Bool = false) -> JSONText {
        let properties = columns.map { ($0.name, $0.schema) } + extra.map { ($0, Self.deletedAt) }
        return .object([
            ("$schema", .text("http://json-schema.org/draft-07/schema#")),
            ("title", .text(rawValue)),
            (
                "description",
                .text("\(meaning) Every field is always there; null means unknown or, in a deletion, gone.")
            ),
            ("type", .text("object")),
            ("additionalProperties", .boolean(isOpen)),
            ("required", .list(columns.map { .text($0.name) })),
            ("properties", .object(properties)),
        ])
    }

    private static var deletedAt: JSONText {
        .object([
            ("type", .list([.text("string"), .text("null")])), ("format", .text("date-time")),
            ("description", .text("When the row was told as gone, null for one that is not.")),
        ])
    }
}

extension FeedColumn {
    fileprivate var schema: JSONText {
        var fields: [(String, JSONText)] = []
        let type: String =
            switch kind {
            case .hash, .text, .instant, .date: "string"
            case .integer: "integer"
            case .boolean: "boolean"
            }
        fields.append(("type", isNullable ? .list([.text(type), .text("null")]) : .text(type)))
        switch kind {
        case .hash: fields.append(("pattern", .text("^[0-9a-f]{32}$")))
        case .instant: fields.append(("format", .text("date-time")))
        case .date: fields.append(("format", .text("date")))
        case .text(let words) where !words.isEmpty:
            fields.append(("enum", .list(words.map { .text($0) } + (isNullable ? [.null] : []))))
        case .text, .integer, .boolean: break
        }
        fields.append(("description", .text(meaning)))
        return .object(fields)
    }
}
