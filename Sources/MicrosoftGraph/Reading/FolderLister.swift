import Connector
import Interactions
import OData

/// Finds the mail folders of a mailbox that are worth reading.
struct FolderLister: Sendable {
    let client: GraphClient
    let mailbox: Mailbox.ID
    let excluded: Set<WellKnownFolder>

    /// Ids of folders, each once.
    ///
    /// - Throws: `SourceError` of scope `.mailbox` or `.source`, or `CancellationError`.
    func selected() async throws -> [String] {
        do {
            let folders = try await hierarchy()
            return Self.chosen(from: folders, below: try await excludedIDs())
        } catch let error as ODataError {
            throw SourceError(error, concerning: .mailbox)
        }
    }

    /// Everything but what is excluded, hidden, or below that; and search folders, which hold nothing of their own.
    static func chosen(from folders: [GraphFolder], below excluded: Set<String>) -> [String] {
        let parents = Dictionary(folders.map { ($0.id, $0.parentFolderID) }) { first, _ in first }
        let top = excluded.union(folders.filter(\.isHidden).map(\.id))
        return folders.filter { !$0.isSearchFolder && top.isDisjoint(with: path(to: $0.id, parents: parents)) }
            .map(\.id)
    }

    /// The folder and those above it, as far as they are known; a circle ends where it began.
    private static func path(to id: String, parents: [String: String?]) -> Set<String> {
        var path: Set<String> = []
        var next: String? = id
        while let id = next, path.insert(id).inserted { next = parents[id] ?? nil }
        return path
    }

    /// A flat list, nested folders included; the plain listing gives only those at the top.
    ///
    /// <https://learn.microsoft.com/graph/api/mailfolder-delta>
    private func hierarchy() async throws -> [GraphFolder] {
        var target = client.root.target(["users", mailbox.text, "mailFolders", "delta"], query: GraphFolder.query)
        var folders: [String: GraphFolder] = [:]
        var seen: Set<ODataLink> = []
        while true {
            let page = try await client.page(target, of: GraphFolder.self)
            for folder in page.value { folders[folder.id] = folder.isRemoved ? nil : folder }
            guard case .next(let link) = page.continuation else { return Array(folders.values) }
            guard seen.insert(link).inserted else { throw SourceError.repeatedPage(.mailbox) }
            target = link.target
        }
    }

    /// A delta does not say which folder is which, and names are in the mailbox's language: they have to be asked for.
    private func excludedIDs() async throws -> Set<String> {
        var ids: Set<String> = []
        for folder in excluded.sorted() {
            let target = client.root.target(
                ["users", mailbox.text, "mailFolders", folder.rawValue],
                query: GraphFolder.query
            )
            do {
                ids.insert(try await client.entity(target, as: GraphFolder.self).id)
            } catch ODataError.failure(let failure) where failure.meaning == .gone {
                // Not every mailbox has every folder.
                continue
            }
        }
        return ids
    }
}
