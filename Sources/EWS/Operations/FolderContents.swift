import Interactions
import XMLStream

/// What a folder says of what is in it, by which it shows that something changed.
struct FolderContents: Hashable, Sendable, Codable {
    /// `PidTagLocalCommitTimeMax`: when something in the folder itself changed last, in seconds since 1970.
    var lastCommit: Int64?
    /// `PidTagDeletedCountTotal`: how many items were ever deleted from it.
    var deletedCount: Int?
    var totalCount: Int?

    /// Documented in MS-OXPROPS, <https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxprops>.
    static let properties: [PropertyPath] = [
        .field("folder:TotalCount"), .mapi(tag: "0x670A", type: "SystemTime"), .mapi(tag: "0x670B", type: "Integer"),
    ]

    init() {}

    /// What a folder's element says of it.
    init(_ folder: XMLElement) {
        for child in folder.typedChildren {
            switch child.ewsName {
            case .totalCount: totalCount = child.number
            case .extendedProperty: read(child)
            default: break
            }
        }
    }

    /// Takes `ExtendedProperty` if it is one of them.
    private mutating func read(_ property: XMLElement) {
        guard let tag = property.child(.extendedFieldURI, .types)?.attribute(.propertyTag)?.lowercased(),
            let value = property.child(.value, .types)
        else { return }
        switch tag {
        case "0x670a": lastCommit = value.timestamp.map { $0.microseconds / 1_000_000 }
        case "0x670b": deletedCount = value.number
        default: break
        }
    }
}
