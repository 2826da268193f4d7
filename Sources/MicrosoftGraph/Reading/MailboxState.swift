import Connector

/// What a mailbox looked like at one moment, as far as that says what to list and read; short enough to be kept.
struct MailboxState: Codable, Hashable, Sendable {
    /// Gives what changed among the folders since.
    var folderLink: String
    /// Of every folder, by the hash of its id, the hash of where it lies and what it is for.
    var folders: [String: Int64] = [:]
    /// Of who owns the mailbox and which calendars it has.
    var facts: Int64
    /// By calendar, how many events there are and which changed last; calendars that cannot be told by it have none.
    var calendars: [String: String] = [:]
    /// Around which the calendars were read, counted from 1970 in UTC.
    var day: Int

    /// Takes a page of the list of folders.
    mutating func take(_ page: [GraphFolder]) {
        for folder in page { folders[Self.key(of: folder)] = folder.isRemoved ? nil : Self.hash(of: folder) }
    }

    /// Whether a page of changes among the folders says nothing that is not known.
    func knows(_ page: [GraphFolder]) -> Bool {
        page.allSatisfy { folders[Self.key(of: $0)] == ($0.isRemoved ? nil : Self.hash(of: $0)) }
    }

    /// A hash of texts in their order.
    static func hash(_ texts: [String]) -> Int64 {
        var hash = WordHash()
        for text in texts { hash.add(text) }
        return hash.value
    }

    private static func key(of folder: GraphFolder) -> String { String(hash([folder.id]), radix: 36) }

    private static func hash(of folder: GraphFolder) -> Int64 {
        hash([folder.parentFolderID ?? "", folder.isHidden ? "hidden" : "", folder.isSearchFolder ? "search" : ""])
    }
}
