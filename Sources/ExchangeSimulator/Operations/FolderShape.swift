import XMLStream

/// Which properties of folders an answer has, in the schema's order.
struct FolderShape: Sendable {
    enum Property: String, CaseIterable, Sendable {
        case parentFolder = "folder:ParentFolderId"
        case folderClass = "folder:FolderClass"
        case displayName = "folder:DisplayName"
        case totalCount = "folder:TotalCount"
        case childFolderCount = "folder:ChildFolderCount"
        /// Not one property: the place where all extended properties stand.
        case extended = ""
        case effectiveRights = "folder:EffectiveRights"
        case distinguished = "folder:DistinguishedFolderId"
        case unreadCount = "folder:UnreadCount"
    }

    let properties: [Property]
    let extended: [ExtendedField]

    /// - Parameter element: A `FolderShape` element.
    init(_ element: XMLElement?) {
        var wanted: Set<Property> = []
        switch element?.text(.BaseShape) {
        case "AllProperties": wanted = Set(Property.allCases)
        case "Default": wanted = [.displayName, .totalCount, .childFolderCount, .unreadCount]
        default: break
        }
        var extended: [ExtendedField] = []
        for path in element?.first(.AdditionalProperties)?.children.map({ $0 }) ?? [] {
            if path.requestName == .FieldURI {
                if let property = path.attribute(.FieldURI).flatMap(Property.init(rawValue:)) {
                    wanted.insert(property)
                }
            } else if path.requestName == .ExtendedFieldURI, let field = ExtendedField(path) {
                extended.append(field)
            }
        }
        self.extended = extended
        if !extended.isEmpty { wanted.insert(.extended) }
        properties = Property.allCases.filter(wanted.contains)
    }
}
