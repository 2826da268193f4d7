import Connector
import Interactions

/// Reads items of one stream and hands them on as records, with Exchange names replaced by addresses.
struct SourceItemReader: Sendable {
    let lister: FolderLister
    let folder: String
    let kind: FolderKind
    let items: ItemReader
    let names: DirectoryNames

    var mailbox: Mailbox { lister.mailbox }

    /// A change for each of `ids`, in the same order.
    ///
    /// - Parameter ids: all different.
    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(of ids: [String]) async throws -> [Change] {
        let readings = try await withTransportHeaders(withSubjectsOfNameless(items.read(ids), ids), ids)
        var unresolved: Set<String> = []
        for case .success(let item) in readings {
            item.forEachAddress { address in
                if let name = address.directoryName { unresolved.insert(name) }
            }
        }
        let addresses = try await names.addresses(of: unresolved, client: lister.client, mailbox: mailbox)
        let origin = try await readings.contains(where: \.isFound) ? origin() : Origin()
        return zip(ids, readings).map { id, reading in
            let key = ItemKey(id)
            return switch reading {
            case .success(let item) where kind == .calendar && item.isSeries: .unreadable(key, .unexpandedSeries)
            case .success(.calendarItem(let item)) where kind == .calendar && item.hidesAttendees:
                .unreadable(key, .incomplete)
            case .success(let item): .found(key, record(item, origin, addresses: addresses))
            case .failure(let error) where error.code == .gone: .gone(key)
            case .failure(let error): .unreadable(key, error)
            }
        }
    }

    /// A mail without Message-ID is told from others by its subject, among other things: it is asked for where it is
    /// needed, and nowhere else.
    private func withSubjectsOfNameless(
        _ readings: [ItemReader.Reading],
        _ ids: [String]
    ) async throws -> [ItemReader.Reading] {
        let nameless = readings.indices.filter { readings[$0].isNamelessMessage }
        guard !nameless.isEmpty, items.properties.subject == .leaveOut else { return readings }
        let subjects = try await items.asking(for: .read).batches(nameless.map { ids[$0] })
        var complete = readings
        for (index, reading) in zip(nameless, subjects) { complete[index] = reading }
        return complete
    }

    /// Where the server keeps no header as a named property, all of a mail's headers are asked for as one text: lists
    /// and machines are told by them.
    private func withTransportHeaders(
        _ readings: [ItemReader.Reading],
        _ ids: [String]
    ) async throws -> [ItemReader.Reading] {
        let messages = readings.compactMap(\.message)
        let support = lister.known.headers
        if messages.contains(where: \.headers.hasNamed) { await support.noteNamed() }
        let bare = readings.indices.filter { readings[$0].message.map { !$0.headers.hasNamed && !$0.isDraft } ?? false }
        guard !bare.isEmpty, await support.isAsked else { return readings }
        let headers = try await items.transportHeaders(of: bare.map { ids[$0] })
        var complete = readings
        for index in bare {
            guard let headers = headers[ids[index]], case .success(.message(var message)) = complete[index] else {
                continue
            }
            let unsubscribe = message.headers.known[.listUnsubscribe]
            message.headers = headers
            // The one that is a property of its own everywhere.
            if let unsubscribe { message.headers.known.add(.listUnsubscribe, unsubscribe) }
            complete[index] = .success(.message(message))
        }
        await support.note(asked: bare.count, found: headers.values.count { !$0.known.isEmpty })
        return complete
    }

    /// Where the items are from.
    private struct Origin {
        var place = SourceMail.Place.unknown
        var ownerAddresses: [Participant.Address] = []
    }

    private func origin() async throws -> Origin {
        let owner = try await lister.known.ownerAddresses(of: mailbox, from: lister.client)
        let place = kind == .mail ? try await lister.known.place(of: folder, from: lister) : .unknown
        return Origin(place: place, ownerAddresses: owner)
    }

    private func record(_ item: GetItem.Item, _ origin: Origin, addresses: [String: String]) -> SourceItem {
        switch item {
        case .message(let message):
            var mail = SourceMail(message, addresses: addresses)
            mail.place = origin.place
            mail.ownerAddresses = origin.ownerAddresses
            return .mail(mail)
        case .calendarItem(let item) where kind == .calendar:
            return .event(
                SourceEvent(item, addresses: addresses, of: mailbox, ownerAddresses: origin.ownerAddresses)
            )
        case .calendarItem(let item): return .mail(SourceMail(outsideCalendar: item))
        }
    }
}

extension Result<GetItem.Item, SourceError> {
    fileprivate var isFound: Bool {
        if case .success = self { true } else { false }
    }

    fileprivate var message: Message? {
        if case .success(.message(let message)) = self { message } else { nil }
    }

    fileprivate var isNamelessMessage: Bool {
        if case .success(.message(let message)) = self { message.internetMessageID == nil } else { false }
    }
}

extension GetItem.Item {
    /// All of a series at once: where a view shows that, the server does not expand series.
    fileprivate var isSeries: Bool {
        if case .calendarItem(let item) = self { item.calendarItemType == "RecurringMaster" } else { false }
    }
}
