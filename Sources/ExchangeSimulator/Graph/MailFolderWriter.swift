/// Writes mail folders of one mailbox.
///
/// <https://learn.microsoft.com/graph/api/resources/mailfolder>
struct MailFolderWriter: Sendable {
    /// In the order in which Graph writes them.
    enum Property: String, Sendable, CaseIterable {
        case displayName, parentFolderId, childFolderCount, unreadItemCount, totalItemCount, sizeInBytes, isHidden
        case wellKnownName

        var bit: UInt32 { Self.allCases.firstIndex(of: self).map { 1 << UInt32($0) } ?? 0 }
    }

    let view: GraphMailbox
    /// A bit for each property.
    let selection: UInt32

    /// - Throws: 400 for a property that `mailFolder` does not have.
    static func selection(_ query: GraphQuery) throws(GraphError) -> UInt32 {
        // Only who asks for it is told the well-known name.
        guard let selected = query.selected else { return (1 << 7) - 1 }
        var bits: UInt32 = 0
        for name in selected where name.lowercased() != "id" {
            guard let property = Property.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
            else { throw .unknownProperty(name, of: "Microsoft.OutlookServices.MailFolder") }
            bits |= property.bit
        }
        return bits
    }

    /// - Parameter context: For an answer that is nothing but this entity.
    func write(_ number: FolderNumber, context: String? = nil, into out: inout JSONOutput) {
        let folder = view.mailbox[number]
        out.object { out in
            if let context { out.member("@odata.context", context) }
            if folder.isSearch { out.member("@odata.type", "#microsoft.graph.mailSearchFolder") }
            out.member("id", view.ids.text(number))
            for property in Property.allCases where selection & property.bit != 0 {
                switch property {
                case .displayName: out.member("displayName", folder.displayName)
                case .parentFolderId: out.member("parentFolderId", view.ids.text(folder.parent ?? number))
                case .childFolderCount: out.member("childFolderCount", childCount(number))
                case .unreadItemCount: out.member("unreadItemCount", folder.unreadCount)
                case .totalItemCount: out.member("totalItemCount", folder.itemCount)
                case .sizeInBytes: out.member("sizeInBytes", folder.itemCount * 12_000)
                case .isHidden: out.member("isHidden", false)
                case .wellKnownName: out.member("wellKnownName", folder.distinguished?.rawValue)
                }
            }
        }
    }

    /// Writes that a folder is gone.
    func writeRemoval(_ number: FolderNumber, into out: inout JSONOutput) {
        out.object { out in
            out.member("id", view.ids.text(number))
            out.key("@removed")
            out.object { $0.member("reason", "deleted") }
        }
    }

    private func childCount(_ number: FolderNumber) -> Int {
        view.mailbox.folders.count { $0.parent == number && !$0.isRemoved && $0.isForMail }
    }
}

extension SimulatedFolder {
    /// Calendars, contacts and the like are no mail folders.
    var isForMail: Bool { folderClass.isEmpty || folderClass.hasPrefix("IPF.Note") }
}
