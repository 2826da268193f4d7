/// Writes items of one mailbox in one shape.
struct ItemWriter: Sendable {
    let state: TenantState
    let mailbox: SimulatedMailbox
    let shape: ItemShape
    let ids: Identifier.Coder
    let owner: PartyNumber?

    init(state: TenantState, mailbox: TenantState.MailboxNumber, shape: ItemShape) {
        self.state = state
        self.mailbox = state[mailbox]
        self.shape = shape
        ids = Identifier.Coder(mailbox: self.mailbox.guid)
        owner = state.directory.entry(for: self.mailbox.owner).flatMap { state.party(of: $0.user) }
    }

    /// Writes a mail, an appointment or the master of a series.
    func write(_ number: ItemNumber, _ item: StoredItem, into out: inout XMLOutput) {
        if item.flags.contains(.event) {
            write(EventInstance(mailbox.events[Int(item.content)]), number, item, into: &out)
        } else {
            writeMail(number, item, into: &out)
        }
    }

    /// Writes an event or one occurrence of it.
    func write(_ event: EventInstance, _ number: ItemNumber, _ item: StoredItem, into out: inout XMLOutput) {
        out.raw("<t:CalendarItem>")
        writeID(Identifier(item: number, occurrence: event.occurrence?.originalStart), item, into: &out)
        for property in shape.properties(of: .calendarItem) { write(property, of: event, number, item, into: &out) }
        out.raw("</t:CalendarItem>")
    }

    private func writeMail(_ number: ItemNumber, _ item: StoredItem, into out: inout XMLOutput) {
        let row = state.messages.rows[Int(item.content)]
        let family = ItemFamily(row.kind)
        out.raw(family.openTag)
        if shape.wantsMIME { writeMIME(row, item, into: &out) }
        writeID(Identifier(item: number), item, into: &out)
        for property in shape.properties(of: family) { write(property, of: row, number, item, into: &out) }
        out.raw(family.closeTag)
    }

    /// Writes `ItemId` with a change key that differs after every edit.
    func writeID(_ identifier: Identifier, _ item: StoredItem, into out: inout XMLOutput) {
        out.raw("<t:ItemId Id=\"")
        ids.write(identifier, into: &out)
        out.raw("\" ChangeKey=\"EQAAABYAAACy")
        Self.writeChangeKey(version: item.version, change: item.lastChange, into: &out)
        out.raw("\"/>")
    }

    func writeFolderID(_ tag: StaticString, _ folder: FolderNumber, into out: inout XMLOutput) {
        out.raw("<t:")
        out.raw(tag)
        out.raw(" Id=\"")
        ids.write(Identifier(folder: folder), into: &out)
        out.raw("\" ChangeKey=\"AQAAABYAAACy")
        let version = UInt8(truncatingIfNeeded: mailbox[folder].version)
        Self.writeChangeKey(version: version, change: 0, into: &out)
        out.raw("\"/>")
    }

    /// Nine bytes that differ for every version.
    private static func writeChangeKey(version: UInt8, change: UInt32, into out: inout XMLOutput) {
        out.base64(UInt64(version) << 28 | 0x5A0_0000 | UInt64(change) >> 12, digits: 6)
        out.base64(UInt64(change) << 24 & 0xF_FF00_0000 | 0x01_0C33, digits: 6)
    }

    /// Writes a text element; `tag` is the name without prefix.
    func write(_ tag: StaticString, _ text: String, into out: inout XMLOutput) {
        out.raw("<t:")
        out.raw(tag)
        out.raw(">")
        out.text(text)
        out.raw("</t:")
        out.raw(tag)
        out.raw(">")
    }

    func write(_ tag: StaticString, _ value: Bool, into out: inout XMLOutput) {
        out.raw("<t:")
        out.raw(tag)
        if value { out.raw(">true</t:") } else { out.raw(">false</t:") }
        out.raw(tag)
        out.raw(">")
    }

    func write(_ tag: StaticString, integer: Int, into out: inout XMLOutput) {
        out.raw("<t:")
        out.raw(tag)
        out.raw(">")
        out.integer(integer)
        out.raw("</t:")
        out.raw(tag)
        out.raw(">")
    }

    func write(_ tag: StaticString, instant: Int, into out: inout XMLOutput) {
        out.raw("<t:")
        out.raw(tag)
        out.raw(">")
        out.dateTime(instant)
        out.raw("</t:")
        out.raw(tag)
        out.raw(">")
    }
}
