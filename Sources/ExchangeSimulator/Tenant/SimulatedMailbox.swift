/// The folders and items of one owner.
package struct SimulatedMailbox: Sendable {
    /// Primary SMTP address.
    package internal(set) var owner: String
    /// 36 characters; part of every id of this mailbox.
    package private(set) var guid: String
    package private(set) var folders: [SimulatedFolder] = []
    private(set) var items: [StoredItem] = []
    package internal(set) var events: [SimulatedEvent] = []
    /// Counts the changes of folders, for hierarchy sync states.
    package private(set) var hierarchyLog: [HierarchyChange] = []
    /// A sync state of another epoch is too old to be used.
    package private(set) var epoch: UInt32 = 0
    /// Counts moves to other servers.
    private var relocations = 0
    private var distinguished: [DistinguishedFolder: FolderNumber] = [:]
    /// The first number of items that were moved.
    private var origins: [UInt32: UInt32] = [:]
    /// Where items that were moved are now, by their first number.
    private var places: [UInt32: UInt32] = [:]

    package struct HierarchyChange: Hashable, Sendable {
        package enum Kind: Sendable {
            case create, update, delete
        }

        package let folder: FolderNumber
        package let kind: Kind
    }

    /// - Parameters:
    ///   - names: Display names other than the English ones.
    ///   - hasArchive: Whether there is an archive mailbox.
    init(owner: String, names: [DistinguishedFolder: String], hasArchive: Bool) {
        self.owner = owner
        guid = Self.guid(owner: owner, relocations: 0)
        for folder in DistinguishedFolder.allCases where hasArchive || !folder.isInArchive {
            let number = add(
                SimulatedFolder(
                    displayName: names[folder] ?? folder.englishName,
                    folderClass: folder.folderClass,
                    parent: folder.parent.flatMap { distinguished[$0] },
                    distinguished: folder,
                    isSearch: false
                )
            )
            distinguished[folder] = number
        }
    }

    package subscript(folder: FolderNumber) -> SimulatedFolder { folders[Int(folder.value)] }

    /// Nil if the mailbox has no archive or the folder was removed.
    package func number(of folder: DistinguishedFolder) -> FolderNumber? { distinguished[folder] }

    /// The item, unless it was moved away or deleted.
    package func item(_ number: ItemNumber) -> StoredItem? {
        guard Int(number.value) < items.count, !items[Int(number.value)].flags.contains(.gone) else { return nil }
        return items[Int(number.value)]
    }

    /// What lies in a folder now, in the order in which it came.
    package func items(in folder: FolderNumber) -> [ItemNumber] {
        self[folder].members.lazy.filter { !items[Int($0)].flags.contains(.gone) }.map(ItemNumber.init(value:))
    }

    /// The number that an item had before all moves, which an immutable id is made of.
    func origin(of item: ItemNumber) -> ItemNumber { ItemNumber(value: origins[item.value] ?? item.value) }

    /// The newest number of the item that once was `origin`.
    func place(of origin: ItemNumber) -> ItemNumber { ItemNumber(value: places[origin.value] ?? origin.value) }

    // MARK: Folders

    mutating func add(_ folder: SimulatedFolder) -> FolderNumber {
        let number = FolderNumber(value: UInt16(folders.count))
        folders.append(folder)
        hierarchyLog.append(HierarchyChange(folder: number, kind: .create))
        return number
    }

    mutating func change(_ number: FolderNumber, _ body: (inout SimulatedFolder) -> Void) {
        body(&folders[Int(number.value)])
        folders[Int(number.value)].version += 1
        hierarchyLog.append(HierarchyChange(folder: number, kind: .update))
    }

    /// Removes the folder with everything in it.
    mutating func remove(_ number: FolderNumber) {
        for child in folders.indices where folders[child].parent == number && !folders[child].isRemoved {
            remove(FolderNumber(value: UInt16(child)))
        }
        for item in items(in: number) { remove(item) }
        folders[Int(number.value)].isRemoved = true
        if let name = folders[Int(number.value)].distinguished { distinguished[name] = nil }
        hierarchyLog.append(HierarchyChange(folder: number, kind: .delete))
    }

    // MARK: Items

    mutating func add(
        content: UInt32,
        to folder: FolderNumber,
        received: Int,
        modified: Int,
        flags: StoredItem.Flags
    ) -> ItemNumber {
        let number = UInt32(items.count)
        let change = folders[Int(folder.value)].log.append(
            .create,
            item: number,
            previous: FolderLog.none,
            at: modified
        )
        items.append(
            StoredItem(
                content: content,
                received: UInt32(clamping: received),
                modified: UInt32(clamping: modified),
                lastChange: change,
                folder: folder.value,
                flags: flags
            )
        )
        folders[Int(folder.value)].members.append(number)
        count(flags, in: Int(folder.value), by: 1)
        return ItemNumber(value: number)
    }

    /// Remembers that `new` is the item that was `old`.
    mutating func noteMove(of old: ItemNumber, to new: ItemNumber) {
        let origin = origin(of: old)
        origins[new.value] = origin.value
        places[origin.value] = new.value
    }

    /// Hard deletion, also the first half of a move.
    mutating func remove(_ number: ItemNumber) {
        guard let item = item(number) else { return }
        note(.delete, number)
        items[Int(number.value)].flags.insert(.gone)
        let folder = Int(item.folder)
        count(item.flags, in: folder, by: -1)
        if folders[folder].members.count > 2 * folders[folder].itemCount + 64 {
            let items = items
            folders[folder].members.removeAll { items[Int($0)].flags.contains(.gone) }
        }
    }

    mutating func setRead(_ number: ItemNumber, _ isRead: Bool) {
        guard let item = item(number), item.flags.contains(.read) != isRead else { return }
        count(item.flags, in: Int(item.folder), by: -1)
        items[Int(number.value)].flags.formSymmetricDifference(.read)
        count(items[Int(number.value)].flags, in: Int(item.folder), by: 1)
        note(.read, number)
    }

    /// Exchange does not count such a change as one of the item: nothing is logged.
    mutating func setFlag(_ flag: StoredItem.Flags, _ isSet: Bool, of number: ItemNumber) {
        guard item(number) != nil else { return }
        if isSet { items[Int(number.value)].flags.insert(flag) } else { items[Int(number.value)].flags.remove(flag) }
    }

    /// Logs an edit; `content` is what stands in place of the old content.
    mutating func edit(_ number: ItemNumber, content: UInt32? = nil, at time: Int) {
        guard let item = item(number) else { return }
        if let content {
            var edited = StoredItem(
                content: content,
                received: item.received,
                modified: item.modified,
                lastChange: item.lastChange,
                folder: item.folder,
                flags: item.flags
            )
            edited.version = item.version
            items[Int(number.value)] = edited
        }
        items[Int(number.value)].modified = UInt32(clamping: time)
        note(.update, number, at: time)
    }

    private mutating func note(_ kind: FolderLog.Kind, _ number: ItemNumber, at time: Int? = nil) {
        let item = items[Int(number.value)]
        items[Int(number.value)].lastChange = folders[Int(item.folder)].log.append(
            kind,
            item: number.value,
            previous: item.lastChange,
            at: time
        )
        items[Int(number.value)].version &+= 1
    }

    private mutating func count(_ flags: StoredItem.Flags, in folder: Int, by step: Int) {
        guard !flags.contains(.hidden) else { return }
        folders[folder].itemCount += step
        if !flags.contains(.read) { folders[folder].unreadCount += step }
    }

    // MARK: Identity

    mutating func expireSyncStates() {
        epoch += 1
    }

    /// All ids change and all sync states become useless, as after a move to another server.
    mutating func relocate() {
        relocations += 1
        guid = Self.guid(owner: owner, relocations: relocations)
        expireSyncStates()
    }

    private static func guid(owner: String, relocations: Int) -> String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for seed in [0x9ae1_6a3b_2f90_404f, 0xc949_d7c7_509e_6557 as UInt64] {
            var hash = seed &+ UInt64(relocations)
            for byte in owner.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            for shift in stride(from: 60, through: 0, by: -4) {
                if [8, 13, 18, 23].contains(text.utf8.count) { text.append("-") }
                text.append(digits[Int(hash >> UInt64(shift) & 15)])
            }
        }
        return text
    }
}
