/// Everything that a simulated organisation holds, as a value: copy it to look at it in peace.
package struct TenantState: Sendable {
    /// A GUID.
    package let id: String
    /// Accepted domains; the first is the default.
    package let domains: [String]
    package internal(set) var directory = Directory()
    package internal(set) var parties = PartyTable()
    package internal(set) var messages = MessageTable()
    package internal(set) var mailboxes: [SimulatedMailbox] = []
    package private(set) var zones: [String: ZoneRules] = [:]
    /// Multi-Geo codes by address, of those who are not where the tenant is.
    package var dataLocations: [String: String] = [:]
    /// Of groups by object id, the members: addresses of users, and ids of groups.
    package var groups: [String: [String]] = [:]
    /// Part numbers of the licences.
    package var licenses = ["DYN365_SALES_PREMIUM", "SPE_E5"]
    /// Seconds since 1970; the time of changes that do not say one.
    package var now: Int

    package init(id: String, domains: [String], now: Int) {
        self.id = id
        self.domains = domains
        self.now = now
    }

    /// A mailbox's place in `mailboxes`.
    package struct MailboxNumber: Hashable, Sendable {
        package let value: Int
    }

    package subscript(mailbox: MailboxNumber) -> SimulatedMailbox { mailboxes[mailbox.value] }

    /// The mailbox with this primary or secondary address, whatever the case of its letters.
    package func mailbox(of address: String) -> MailboxNumber? {
        directory.entry(for: address)?.mailbox
    }

    package func party(of user: DirectoryUser) -> PartyNumber? {
        parties.existingNumber(of: Party(user))
    }

    // MARK: Building

    /// Adds an entry to the address book and, for kinds that have one, an empty mailbox with Exchange's folders.
    ///
    /// - Parameter names: Display names of folders in a mailbox that is not English.
    @discardableResult
    package mutating func add(
        _ user: DirectoryUser,
        names: [DistinguishedFolder: String] = [:],
        hasArchive: Bool = false
    ) -> MailboxNumber? {
        var mailbox: MailboxNumber?
        if user.hasMailbox {
            mailbox = MailboxNumber(value: mailboxes.count)
            mailboxes.append(SimulatedMailbox(owner: user.address, names: names, hasArchive: hasArchive))
        }
        directory.add(user, mailbox: mailbox)
        _ = parties.number(of: Party(user))
        return mailbox
    }

    /// The number of a party, who is added if new.
    package mutating func number(of party: Party) -> PartyNumber {
        parties.number(of: party)
    }

    /// The number of the address book's entry with this address, or of a party from outside.
    package mutating func party(_ address: String, name: String = "") -> PartyNumber {
        if let user = directory.entry(for: address)?.user { return parties.number(of: Party(user)) }
        return parties.number(of: Party(name: name, address: address))
    }

    @discardableResult
    package mutating func addFolder(
        _ displayName: String,
        folderClass: String = "IPF.Note",
        isSearch: Bool = false,
        below parent: FolderNumber,
        in mailbox: MailboxNumber
    ) -> FolderNumber {
        mailboxes[mailbox.value].add(
            SimulatedFolder(
                displayName: displayName,
                folderClass: folderClass,
                parent: parent,
                distinguished: nil,
                isSearch: isSearch
            )
        )
    }

    /// Adds a mail that no mailbox has yet.
    package mutating func add(_ message: SimulatedMessage) -> MessageNumber {
        messages.add(message)
    }

    /// Puts a copy of a mail into a folder.
    ///
    /// - Parameter received: Seconds since 1970; nil for when it was sent.
    @discardableResult
    package mutating func deliver(
        _ message: MessageNumber,
        to folder: FolderNumber,
        of mailbox: MailboxNumber,
        received: Int? = nil,
        flags: StoredItem.Flags = []
    ) -> ItemNumber {
        let received = received ?? Int(messages.rows[Int(message.value)].sent)
        return mailboxes[mailbox.value].add(
            content: message.value,
            to: folder,
            received: received,
            modified: received,
            flags: flags
        )
    }

    /// Puts an event into a calendar folder.
    @discardableResult
    package mutating func add(_ event: SimulatedEvent, to folder: FolderNumber, of mailbox: MailboxNumber) -> ItemNumber
    {
        know(zone: event.timeZone)
        mailboxes[mailbox.value].events.append(event)
        return mailboxes[mailbox.value].add(
            content: UInt32(mailboxes[mailbox.value].events.count - 1),
            to: folder,
            received: event.created,
            modified: event.modified,
            flags: [.event, .read]
        )
    }

    /// Reads a zone's rules before anybody asks for its events; UTC stands in for a zone that does not exist.
    mutating func know(zone: String) {
        if zones[zone] == nil { zones[zone] = ZoneRules(identifier: zone) ?? .utc }
    }
}
