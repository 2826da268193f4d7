/// What happened in a folder, in order; the change numbers of a sync state are positions in it.
package struct FolderLog: Sendable {
    enum Kind: UInt8, Sendable {
        case create, update, read, delete
    }

    struct Entry: Sendable {
        var item: UInt32
        /// Position of the entry before it for the same item, or `none`.
        var previous: UInt32
        var kind: Kind
    }

    /// What a client has to be told about an item: one of these, whatever happened in between.
    struct Change: Hashable, Sendable {
        var item: UInt32
        var kind: Kind
    }

    static let none = UInt32.max

    private(set) var entries: [Entry] = []

    package var count: Int { entries.count }
    /// When something changed last, in seconds since 1970; nil if nothing ever did.
    private(set) var lastCommit: Int?
    /// How many items were ever deleted here or moved away.
    private(set) var deletedCount = 0

    /// Returns the position, which the item has to remember as its last change.
    ///
    /// - Parameter time: of the change; each takes a second at least, as the simulated clock stands still between two.
    mutating func append(_ kind: Kind, item: UInt32, previous: UInt32, at time: Int? = nil) -> UInt32 {
        let next = lastCommit.map { $0 + 1 } ?? 0
        lastCommit = max(next, time ?? 0)
        if kind == .delete { deletedCount += 1 }
        entries.append(Entry(item: item, previous: previous, kind: kind))
        return UInt32(entries.count - 1)
    }

    /// The change that the entry at `position` stands for when everything in `range` is told.
    ///
    /// Nil if a later entry in the range speaks for the item, or if nothing of it is left to tell.
    ///
    /// - Parameter lastChange: Position of the item's newest entry, which may lie after the range.
    func change(at position: Int, in range: Range<Int>, lastChange: UInt32) -> Change? {
        let entry = entries[position]
        var newest = lastChange
        while newest != Self.none, Int(newest) >= range.upperBound { newest = entries[Int(newest)].previous }
        guard Int(newest) == position else { return nil }
        if entry.kind == .delete {
            // Who never heard of anything in this folder needs no deletions.
            return range.lowerBound == 0 ? nil : Change(item: entry.item, kind: .delete)
        }
        var kind = Kind.read
        var step = UInt32(position)
        while step != Self.none, Int(step) >= range.lowerBound {
            let earlier = entries[Int(step)]
            if earlier.kind == .create { return Change(item: entry.item, kind: .create) }
            if earlier.kind == .update { kind = .update }
            step = earlier.previous
        }
        return Change(item: entry.item, kind: kind)
    }
}
