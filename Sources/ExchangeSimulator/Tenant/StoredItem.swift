/// A mailbox's copy of a mail or event, in 20 bytes.
package struct StoredItem: Sendable {
    /// What is particular to this copy.
    package struct Flags: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// `content` is a place in the mailbox's events instead of a message number.
        static let event = Flags(rawValue: 1)
        package static let read = Flags(rawValue: 2)
        package static let draft = Flags(rawValue: 4)
        /// Moved away or deleted; the number is never used again.
        static let gone = Flags(rawValue: 8)
        /// Any batch that contains it fails as a whole.
        package static let poison = Flags(rawValue: 16)
        /// GetItem answers ErrorItemCorrupt for it.
        package static let corrupt = Flags(rawValue: 32)
        /// Folder associated information: not for people.
        package static let hidden = Flags(rawValue: 64)
        /// The sync calls still report it, GetItem does not find it any more.
        package static let vanished = Flags(rawValue: 128)
    }

    /// A message number, or a place in the mailbox's events.
    package let content: UInt32
    /// Seconds since 1970.
    package internal(set) var received: UInt32
    var modified: UInt32
    /// Position in the folder's log.
    var lastChange: UInt32
    let folder: UInt16
    package internal(set) var flags: Flags
    /// Counts edits, for the change key.
    var version: UInt8 = 0
}

/// An item's place in its mailbox; a moved item gets a new one.
package struct ItemNumber: Hashable, Sendable {
    package let value: UInt32

    package init(value: UInt32) {
        self.value = value
    }
}
