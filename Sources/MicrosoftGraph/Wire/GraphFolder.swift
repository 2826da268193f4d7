/// A mail folder, or what a delta says of one.
///
/// <https://learn.microsoft.com/graph/api/resources/mailfolder>
struct GraphFolder: Hashable, Sendable {
    let id: String
    let parentFolderID: String?
    let isRemoved: Bool
    /// Not shown to people, so nothing of theirs is in it.
    let isHidden: Bool
    /// `mailSearchFolder`: what it shows lies in other folders.
    let isSearchFolder: Bool

    /// For the query of a URL.
    static let query = "$select=id,parentFolderId,isHidden"
}

extension GraphFolder: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, parentFolderId, isHidden
        case removed = "@removed"
        case type = "@odata.type"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        guard !id.isEmpty else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: container, debugDescription: "empty")
        }
        parentFolderID = try container.decodeIfPresent(String.self, forKey: .parentFolderId)
        isRemoved = container.contains(.removed)
        isHidden = try container.decodeIfPresent(Bool.self, forKey: .isHidden) ?? false
        let type = try container.decodeIfPresent(String.self, forKey: .type)
        isSearchFolder = type == "#microsoft.graph.mailSearchFolder"
    }
}
