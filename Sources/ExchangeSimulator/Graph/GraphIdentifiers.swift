/// The ids of one mailbox as Graph writes them: those of EWS in an alphabet for URLs, or immutable ones.
struct GraphIdentifiers: Sendable {
    private let mailbox: SimulatedMailbox
    private let changing: Identifier.Coder
    private let lasting: Identifier.Coder
    let areImmutable: Bool

    init(_ mailbox: SimulatedMailbox, areImmutable: Bool) {
        self.mailbox = mailbox
        self.areImmutable = areImmutable
        changing = Identifier.Coder(mailbox: mailbox.guid)
        lasting = Identifier.Coder(mailbox: "immutable-" + mailbox.guid)
    }

    /// The id of an item; an immutable one is that of the first place the item had.
    func text(_ item: ItemNumber) -> String {
        areImmutable
            ? write(Identifier(item: mailbox.origin(of: item)), lasting) : write(Identifier(item: item), changing)
    }

    /// The id of an event, or of one occurrence of a series.
    ///
    /// - Parameter occurrence: Its original start in seconds since 1970.
    func text(_ event: ItemNumber, occurrence: Int?) -> String {
        guard let occurrence else { return text(event) }
        return areImmutable
            ? write(Identifier(item: mailbox.origin(of: event), occurrence: occurrence), lasting)
            : write(Identifier(item: event, occurrence: occurrence), changing)
    }

    func text(_ folder: FolderNumber) -> String { write(Identifier(folder: folder), changing) }

    func text(conversation: UInt32) -> String { write(Identifier(conversation: conversation), changing) }

    /// The item with an id of either kind, wherever it lies now.
    ///
    /// - Throws: 400 for what is not an id, 404 for an item that is gone.
    func item(_ text: String) throws(GraphError) -> ItemNumber {
        let number: ItemNumber
        if let identifier = read(text, lasting), identifier.kind == .item {
            number = mailbox.place(of: ItemNumber(value: identifier.number))
        } else {
            let identifier = try read(text)
            guard identifier.kind == .item else { throw .invalidID }
            number = ItemNumber(value: identifier.number)
        }
        guard mailbox.item(number) != nil else { throw .itemNotFound }
        return number
    }

    /// The event or the occurrence with an id of either kind.
    ///
    /// - Throws: 400 for what is not an id, 404 for what is gone or is no event.
    func event(_ text: String, in view: GraphMailbox) throws(GraphError) -> CalendarEntry {
        let number: ItemNumber
        let identifier: Identifier
        if let lasting = read(text, lasting) {
            identifier = lasting
            number = mailbox.place(of: ItemNumber(value: lasting.number))
        } else {
            identifier = try read(text)
            number = ItemNumber(value: identifier.number)
        }
        guard [.item, .occurrence].contains(identifier.kind) else { throw .invalidID }
        guard let item = mailbox.item(number), item.flags.isDisjoint(with: [.hidden, .vanished]),
            item.flags.contains(.event)
        else { throw .itemNotFound }
        let event = mailbox.events[Int(item.content)]
        guard identifier.kind == .occurrence else {
            return CalendarEntry(instance: EventInstance(event), number: number, item: item)
        }
        let series = event.series(in: view.state.zones[event.timeZone] ?? .utc)
        let index = series?.index(ofOriginalStart: Int(identifier.occurrence))
        guard let occurrence = index.flatMap({ series?.occurrence(at: $0) }) else { throw .itemNotFound }
        return CalendarEntry(instance: EventInstance(event, occurrence: occurrence), number: number, item: item)
    }

    /// The calendar with this id, nil for the default one.
    ///
    /// - Throws: 400 for what is not an id, 404 for a calendar that is gone.
    func calendar(_ text: String?) throws(GraphError) -> FolderNumber {
        guard let text else {
            guard let folder = mailbox.number(of: .calendar) else { throw .itemNotFound }
            return folder
        }
        let identifier = try read(text)
        guard identifier.kind == .folder else { throw .invalidID }
        let folder = FolderNumber(value: UInt16(clamping: identifier.number))
        guard Int(folder.value) < mailbox.folders.count, !mailbox[folder].isRemoved,
            mailbox[folder].folderClass.hasPrefix("IPF.Appointment")
        else { throw .itemNotFound }
        return folder
    }

    /// The mail folder with this id or well-known name.
    ///
    /// - Throws: 400 for what is not an id, 404 for a folder that is gone or was never there.
    func folder(_ text: String) throws(GraphError) -> FolderNumber {
        if let name = WellKnownName(rawValue: text.lowercased()) {
            guard let folder = name.folder.flatMap(mailbox.number) else { throw .itemNotFound }
            return folder
        }
        let identifier = try read(text)
        guard identifier.kind == .folder else { throw .invalidID }
        guard Int(identifier.number) < mailbox.folders.count else { throw .itemNotFound }
        let folder = FolderNumber(value: UInt16(identifier.number))
        guard !mailbox[folder].isRemoved else { throw .itemNotFound }
        return folder
    }

    private func write(_ identifier: Identifier, _ coder: Identifier.Coder) -> String {
        var out = XMLOutput(capacity: 160)
        coder.write(identifier, into: &out)
        return String(decoding: out.bytes.map(Self.forURL), as: UTF8.self)
    }

    private func read(_ text: String, _ coder: Identifier.Coder) -> Identifier? {
        try? coder.read(String(decoding: text.utf8.map(Self.fromURL), as: UTF8.self))
    }

    /// - Throws: 400 for what is not an id, 404 for the id of another mailbox.
    private func read(_ text: String) throws(GraphError) -> Identifier {
        do throws(Refusal) {
            return try changing.read(String(decoding: text.utf8.map(Self.fromURL), as: UTF8.self))
        } catch {
            throw error == .invalidID ? .invalidID : .itemNotFound
        }
    }

    private static func forURL(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "/"): UInt8(ascii: "-")
        case UInt8(ascii: "+"): UInt8(ascii: "_")
        default: byte
        }
    }

    private static func fromURL(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "/")
        case UInt8(ascii: "_"): UInt8(ascii: "+")
        default: byte
        }
    }
}
