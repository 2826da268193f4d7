import JSONStream

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

extension GraphFolder: JSONReadable {
    init(json: JSONValue) throws(JSONError) {
        id = try json.indispensableID()
        parentFolderID = try json.optional("parentFolderId")
        isRemoved = json["@removed"] != nil
        isHidden = try json.optional("isHidden") ?? false
        isSearchFolder = try json.optional("@odata.type", as: String.self) == "#microsoft.graph.mailSearchFolder"
    }
}
