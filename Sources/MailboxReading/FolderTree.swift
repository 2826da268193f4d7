/// Which folder of a mailbox lies in which.
package struct FolderTree: Sendable {
    private let parents: [String: String]

    /// - Parameter folders: a folder named twice lies where it was first said to lie.
    package init(_ folders: some Sequence<(id: String, parent: String?)>) {
        parents = folders.reduce(into: [:]) { parents, folder in
            if parents[folder.id] == nil { parents[folder.id] = folder.parent }
        }
    }

    /// The folder and those above it, as far as they are known; a circle ends where it began.
    package func path(to folder: String) -> Set<String> {
        var path: Set<String> = []
        var next: String? = folder
        while let id = next, path.insert(id).inserted { next = parents[id] }
        return path
    }

    /// Whether it is one of `folders`, or lies below one.
    package func isInside(_ folder: String, of folders: Set<String>) -> Bool {
        !folders.isDisjoint(with: path(to: folder))
    }
}
