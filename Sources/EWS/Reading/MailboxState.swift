import Connector

/// What the folders of a mailbox looked like at one moment, short enough to be kept.
struct MailboxState: Hashable, Sendable {
    /// Of one folder; every change that concerns us makes another one.
    struct Mark: Hashable, Sendable {
        let lastCommit: Int64?
        let deletedCount: Int
        let totalCount: Int
    }

    /// Whether there is an archive beside the mailbox.
    let hasArchive: Bool
    /// Of which folders there are, where each lies and what it is for.
    let structure: Int64
    /// By `key(of:)`; folders that cannot be told by one have none.
    private(set) var marks: [Int64: Mark] = [:]

    /// Commit times have whole seconds, so that what came after the answer may have the same: a folder has a mark only
    /// when it has been quiet for longer than two clocks of one domain may differ, which is Kerberos' five minutes.
    private static let settlingTime: Int64 = 300

    /// Nil where the server does not tell when folders changed.
    ///
    /// - Parameter now: in seconds since 1970.
    init?(_ folders: [Folder], hasArchive: Bool, now: Int64) {
        // A mailbox without any item has no time at all.
        guard folders.contains(where: { $0.contents.deletedCount != nil }) else { return nil }
        self.hasArchive = hasArchive
        structure = folders.reduce(0) { $0 &+ Self.hash(of: $1) }
        for folder in folders {
            guard let deleted = folder.contents.deletedCount, let total = folder.contents.totalCount else { continue }
            let commit = folder.contents.lastCommit
            // What was never written to has no such time.
            guard commit.map({ $0 < now - Self.settlingTime }) ?? (total == 0) else { continue }
            marks[Self.key(of: folder.folderID)] = Mark(lastCommit: commit, deletedCount: deleted, totalCount: total)
        }
    }

    /// Nil for what `text` never is.
    init?(text: String) {
        let lines = text.split(separator: "\n")
        let head = lines.first?.split(separator: " ") ?? []
        guard head.count == 3, head[0] == "1", let structure = Int64(head[2]) else { return nil }
        hasArchive = head[1] == "archive"
        self.structure = structure
        for line in lines.dropFirst() {
            let numbers = line.split(separator: " ").map { Int64($0) }
            guard numbers.count == 4, let key = numbers[0], let deleted = numbers[2], let total = numbers[3] else {
                return nil
            }
            marks[key] = Mark(lastCommit: numbers[1], deletedCount: Int(deleted), totalCount: Int(total))
        }
    }

    var text: String {
        let lines = marks.sorted { $0.key < $1.key }.map { key, mark in
            "\(key) \(mark.lastCommit.map { String($0) } ?? "-") \(mark.deletedCount) \(mark.totalCount)"
        }
        return (["1 \(hasArchive ? "archive" : "alone") \(structure)"] + lines).joined(separator: "\n")
    }

    /// Without the marks of folders that nobody reads.
    func reduced(to streams: some Sequence<StreamID>) -> MailboxState {
        let keys = Set(streams.map { Self.key(of: $0.folder) })
        var state = self
        state.marks = marks.filter { keys.contains($0.key) }
        return state
    }

    /// Whether surely nothing in the folder changed since `earlier`.
    func isQuiet(_ folder: String, since earlier: MailboxState) -> Bool {
        let key = Self.key(of: folder)
        return marks[key].map { $0 == earlier.marks[key] } ?? false
    }

    private static func key(of folder: String) -> Int64 {
        var hash = WordHash()
        hash.add(folder)
        return hash.value
    }

    private static func hash(of folder: Folder) -> Int64 {
        var hash = WordHash()
        let parts = [folder.folderID, folder.kind.rawValue, folder.parentFolderID, folder.folderClass]
        for part in parts + [folder.distinguishedFolderID] { hash.add(part ?? "") }
        return hash.value
    }
}
