/// A folder of a mailbox with what happened in it.
package struct SimulatedFolder: Sendable {
    package var displayName: String
    /// For example `IPF.Note`; empty for roots.
    package let folderClass: String
    /// Nil for the roots of mailbox and archive.
    package internal(set) var parent: FolderNumber?
    package let distinguished: DistinguishedFolder?
    /// A view over other folders; it cannot be synchronized.
    package let isSearch: Bool
    package internal(set) var isRemoved = false
    /// Counts edits of the folder itself, for its change key.
    var version = 0
    package internal(set) var log = FolderLog()
    /// Items in the order in which they came; those that left again are dropped now and then.
    var members: [UInt32] = []
    package internal(set) var itemCount = 0
    package internal(set) var unreadCount = 0
}

/// A folder's place in its mailbox.
package struct FolderNumber: Hashable, Sendable {
    package let value: UInt16

    package init(value: UInt16) {
        self.value = value
    }
}
