import XMLStream

/// Which properties of items an answer has, worked out once for a request.
struct ItemShape: Sendable {
    enum Audience: Sendable {
        /// FindItem and SyncFolderItems: no recipients, no bodies, and users of the tenant without SMTP addresses.
        case listing
        case getItem
    }

    let audience: Audience
    /// Header names that were asked for one by one, in lower case and as asked.
    let headers: [(key: String, name: String)]
    let wantsAllHeaders: Bool
    let wantsMIME: Bool
    let extended: [ExtendedField]
    private let properties: [[ItemProperty]]

    /// - Parameter element: An `ItemShape` element.
    init(_ element: XMLElement?, audience: Audience) {
        self.audience = audience
        var wanted: Set<ItemProperty> = []
        switch element?.text(.BaseShape) {
        case "AllProperties": wanted = Set(ItemProperty.allCases).subtracting(ItemProperty.ofNoShape)
        case "Default": wanted = ItemProperty.ofDefaultShape
        default: break
        }
        var headers: [(key: String, name: String)] = []
        var extended: [ExtendedField] = []
        for path in element?.first(.AdditionalProperties)?.children.map({ $0 }) ?? [] {
            switch path.requestName {
            case .FieldURI:
                if let property = path.attribute(.FieldURI).flatMap(ItemProperty.init(rawValue:)) {
                    wanted.insert(property)
                }
            case .IndexedFieldURI:
                if path.attribute(.FieldURI) == "item:InternetMessageHeader", let name = path.attribute(.FieldIndex) {
                    headers.append((name.lowercased(), name))
                }
            case .ExtendedFieldURI:
                if let field = ExtendedField(path) { extended.append(field) }
            default: break
            }
        }
        wantsMIME = audience == .getItem && (element?.text(.IncludeMimeContent) == "true" || wanted.contains(.mime))
        wantsAllHeaders = wanted.contains(.internetHeaders)
        self.headers = headers
        self.extended = extended
        if !headers.isEmpty { wanted.insert(.internetHeaders) }
        if !extended.isEmpty { wanted.insert(.extended) }
        if audience == .listing { wanted.subtract(ItemProperty.onlyOfGetItem) }
        properties = ItemFamily.allCases.map { $0.properties.filter(wanted.contains) }
    }

    /// The wanted properties in the order in which they have to stand.
    func properties(of family: ItemFamily) -> [ItemProperty] { properties[family.rawValue] }
}
