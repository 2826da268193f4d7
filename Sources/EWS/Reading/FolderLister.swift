import Connector
import Interactions

/// Finds the folders of a mailbox that are worth reading.
struct FolderLister: Sendable {
    let client: EWSClient
    let mailbox: Mailbox
    let configuration: EWSSource.Configuration

    /// - Throws: `SourceError` of scope `.mailbox` or `.source`, or `CancellationError`.
    func selected() async throws -> [FolderSelection.Chosen] {
        do {
            var folders = try await hierarchy(below: .msgfolderroot)
            if configuration.archive == .include { folders += try await archive() }
            let wanted = configuration.excludedFolders.union([.deleteditems])
            let wellKnown = try await ids(of: wanted, among: folders)
            let selection = FolderSelection(
                excluded: Set(configuration.excludedFolders.flatMap { wellKnown[$0] ?? [] }),
                deletedItems: wellKnown[.deleteditems] ?? []
            )
            return selection.chosen(from: folders)
        } catch let error as EWSError {
            throw SourceError(error, concerning: .mailbox)
        }
    }

    private func hierarchy(below root: DistinguishedFolder) async throws -> [Folder] {
        var operation = SyncFolderHierarchy(syncFolder: .distinguished(root, of: mailbox.address))
        var folders: [String: Folder] = [:]
        while true {
            let page = try await client.send(operation, about: mailbox)
            for folder in page.folders { folders[folder.folderID] = folder }
            for id in page.deleted { folders[id] = nil }
            // Documented to be complete at once; a server that promises more and repeats itself has no more.
            if page.includesLast || page.syncState == operation.syncState { return Array(folders.values) }
            operation.syncState = page.syncState
        }
    }

    /// Empty if the mailbox has no archive.
    private func archive() async throws -> [Folder] {
        do {
            return try await hierarchy(below: .archivemsgfolderroot)
        } catch EWSError.response(let failure) {
            switch failure.code.meaning {
            case .gone, .noMailbox: return []
            default: throw EWSError.response(failure)
            }
        }
    }

    /// Servers from Exchange 2013 on name well-known folders in the hierarchy; others have to be asked.
    private func ids(
        of wanted: Set<DistinguishedFolder>,
        among folders: [Folder]
    ) async throws -> [DistinguishedFolder: Set<String>] {
        var ids: [DistinguishedFolder: Set<String>] = [:]
        for folder in folders {
            guard let name = folder.distinguishedFolderID.flatMap({ DistinguishedFolder(rawValue: $0) }) else {
                continue
            }
            ids[name, default: []].insert(folder.folderID)
        }
        let missing = wanted.filter { ids[$0] == nil }.sorted()
        guard !missing.isEmpty else { return ids }
        let operation = GetFolder(folders: missing.map { .distinguished($0, of: mailbox.address) })
        for (name, result) in zip(missing, try await client.send(operation, about: mailbox)) {
            switch result {
            case .success(let folder): ids[name, default: []].insert(folder.folderID)
            case .failure(let failure):
                switch failure.code.meaning {
                // Not every mailbox has every folder, and not every server knows every name.
                case .gone, .accessDenied, .poison, .refused, .unknown: continue
                default: throw EWSError.response(failure)
                }
            }
        }
        return ids
    }
}
