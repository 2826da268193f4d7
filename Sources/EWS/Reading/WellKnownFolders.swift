import Connector
import MailboxReading

/// Which folders of a mailbox, and of its archive, are the well-known ones, as far as that can be told.
struct WellKnownFolders: Sendable {
    /// Those that every mailbox has, or that stand beside the excluded ones.
    static let anchors: Set<DistinguishedFolder> = [.inbox, .sentitems, .deleteditems, .calendar]

    private(set) var ids: [DistinguishedFolder: Set<String>]
    /// Those that may be there, but nobody can tell which they are.
    private(set) var unidentified: Set<DistinguishedFolder> = []
    private(set) var failures: [SourceError] = []

    init(ids: [DistinguishedFolder: Set<String>]) {
        self.ids = ids
    }

    /// - Throws: `SourceError` for what concerns more than this folder.
    mutating func take(_ result: Result<Folder, ResponseFailure>, named name: DistinguishedFolder) throws {
        switch result {
        case .success(let folder): ids[name, default: []].insert(folder.folderID)
        case .failure(let failure):
            switch failure.code.meaning {
            // Not every mailbox has every folder, and not every server knows every name.
            case .gone, .accessDenied, .poison, .refused, .unknown: return
            default:
                let error = SourceError(failure, concerning: .part).failing("folder '\(name.rawValue)'")
                guard error.scope == .part else { throw error }
                failures.append(error)
                unidentified.insert(name)
            }
        }
    }

    /// What every mailbox has and `folders` do not name.
    func missing(in folders: [Folder], except excluded: Set<DistinguishedFolder>) -> [SourceError] {
        let listed = Set(folders.map(\.folderID))
        return [DistinguishedFolder.inbox, .calendar].filter { name in
            !excluded.contains(name) && !unidentified.contains(name) && listed.isDisjoint(with: ids[name] ?? [])
        }.map { .listWithout($0.rawValue) }
    }
}
