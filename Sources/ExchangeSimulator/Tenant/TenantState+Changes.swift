/// What happens to a tenant while somebody reads it.
extension TenantState {
    /// Moves an item, which gets a new number and thereby a new id.
    @discardableResult
    package mutating func move(_ item: ItemNumber, of mailbox: MailboxNumber, to folder: FolderNumber) -> ItemNumber? {
        guard let stored = self[mailbox].item(item) else { return nil }
        mailboxes[mailbox.value].remove(item)
        let moved = mailboxes[mailbox.value].add(
            content: stored.content,
            to: folder,
            received: Int(stored.received),
            modified: now,
            flags: stored.flags
        )
        mailboxes[mailbox.value].noteMove(of: item, to: moved)
        return moved
    }

    /// Moves an item to Deleted Items, as a user's Delete key does.
    @discardableResult
    package mutating func softDelete(_ item: ItemNumber, of mailbox: MailboxNumber) -> ItemNumber? {
        guard let folder = self[mailbox].number(of: .deleteditems) else { return nil }
        return move(item, of: mailbox, to: folder)
    }

    package mutating func hardDelete(_ item: ItemNumber, of mailbox: MailboxNumber) {
        mailboxes[mailbox.value].remove(item)
    }

    package mutating func setRead(_ isRead: Bool, _ item: ItemNumber, of mailbox: MailboxNumber) {
        mailboxes[mailbox.value].setRead(item, isRead)
    }

    /// Sets a trap such as `.poison`, `.corrupt` or `.vanished`, or takes it away; no sync call reports that.
    package mutating func set(
        _ flag: StoredItem.Flags,
        _ isSet: Bool = true,
        _ item: ItemNumber,
        of mailbox: MailboxNumber
    ) {
        mailboxes[mailbox.value].setFlag(flag, isSet, of: item)
    }

    /// Changes one mailbox's copy of a mail.
    ///
    /// Does nothing if the item is an event or gone.
    package mutating func edit(
        _ item: ItemNumber,
        of mailbox: MailboxNumber,
        _ body: (inout SimulatedMessage) -> Void
    ) {
        guard let stored = self[mailbox].item(item), !stored.flags.contains(.event) else { return }
        var message = messages[MessageNumber(value: stored.content)]
        body(&message)
        mailboxes[mailbox.value].edit(item, content: messages.add(message).value, at: now)
    }

    /// Changes one calendar's copy of an event.
    ///
    /// Does nothing if the item is a mail or gone.
    package mutating func editEvent(
        _ item: ItemNumber,
        of mailbox: MailboxNumber,
        _ body: (inout SimulatedEvent) -> Void
    ) {
        guard let stored = self[mailbox].item(item), stored.flags.contains(.event) else { return }
        body(&mailboxes[mailbox.value].events[Int(stored.content)])
        mailboxes[mailbox.value].events[Int(stored.content)].modified = now
        let zone = mailboxes[mailbox.value].events[Int(stored.content)].timeZone
        know(zone: zone)
        mailboxes[mailbox.value].edit(item, at: now)
    }

    /// Marks an event as cancelled; it stays in the calendar until somebody deletes it.
    package mutating func cancel(_ item: ItemNumber, of mailbox: MailboxNumber) {
        editEvent(item, of: mailbox) { event in
            event.isCancelled = true
            event.sequence += 1
        }
    }

    /// Takes one occurrence out of a series.
    ///
    /// - Parameter originalStart: Seconds since 1970.
    package mutating func cancelOccurrence(at originalStart: Int, of item: ItemNumber, in mailbox: MailboxNumber) {
        editEvent(item, of: mailbox) { event in
            event.exceptions[originalStart] = nil
            event.deleted.insert(originalStart)
        }
    }

    package mutating func rename(_ folder: FolderNumber, of mailbox: MailboxNumber, to displayName: String) {
        mailboxes[mailbox.value].change(folder) { $0.displayName = displayName }
    }

    package mutating func moveFolder(_ folder: FolderNumber, of mailbox: MailboxNumber, below parent: FolderNumber) {
        mailboxes[mailbox.value].change(folder) { $0.parent = parent }
    }

    /// Removes a folder with its subfolders and items.
    package mutating func removeFolder(_ folder: FolderNumber, of mailbox: MailboxNumber) {
        mailboxes[mailbox.value].remove(folder)
    }

    /// Makes every sync state that was given out for the mailbox too old.
    package mutating func expireSyncStates(of mailbox: MailboxNumber) {
        mailboxes[mailbox.value].expireSyncStates()
    }

    /// Gives the mailbox, its folders and items new ids, as a move to another server does.
    package mutating func relocate(_ mailbox: MailboxNumber) {
        mailboxes[mailbox.value].relocate()
    }

    /// Takes a user with the mailbox out of the organisation; old items then know the distinguished name only.
    package mutating func dropUser(_ address: String) {
        guard let user = directory.entry(for: address)?.user else { return }
        var deleted = user
        deleted.kind = .deleted
        directory.remove(user)
        directory.add(deleted, mailbox: nil)
        parties.replace(Party(user), with: Party(deleted))
    }
}
