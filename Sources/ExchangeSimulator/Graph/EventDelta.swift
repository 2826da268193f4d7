/// What has changed in a window of one calendar, by the log that SyncFolderItems goes by.
///
/// The window is that of the first request for good. Occurrences are told by id, type, master and times; the rest is
/// in their master, which is told with them. <https://learn.microsoft.com/graph/api/event-delta>
struct EventDelta: Sendable {
    private let view: GraphMailbox
    private let calendar: FolderNumber
    private let window: Range<Int>
    /// Positions in the log: everything before `lower` was told in earlier rounds; this round tells up to `upper`.
    private let lower: Int
    private let upper: Int
    /// This round goes downwards and continues below here.
    private let position: Int

    /// - Parameter name: Nil for the default calendar.
    /// - Throws: 400 for a wrong query or link, 404 for a calendar that is gone, 410 for a link that is too old.
    init(_ name: String?, of view: GraphMailbox) throws(GraphError) {
        self.view = view
        calendar = try view.ids.calendar(name)
        for option in ["select", "filter", "orderby", "expand", "search", "top", "skip"] {
            guard view.query[option] == nil else { throw .untrackableEvents }
        }
        let logCount = view.mailbox[calendar].log.count
        guard let token = view.query["skiptoken"] ?? view.query["deltatoken"] else {
            window = try view.window
            (lower, upper, position) = (0, logCount, logCount)
            return
        }
        guard let values = view.signature.open(token, count: 9), values[0] == Self.mark,
            values[1] == Self.owner(view), values[2] == UInt32(calendar.value), values[4] <= values[5]
        else { throw .malformedToken }
        guard values[3] == view.mailbox.epoch else { throw .expired(generation: values[3]) }
        window = Int(values[4])..<Int(values[5])
        lower = Int(values[6])
        // A finished round: this is the first page of another one.
        upper = values[6] == values[7] ? logCount : Int(values[7])
        position = values[6] == values[7] ? logCount : Int(values[8])
    }

    /// The next page; longer than preferred if a series ends it.
    func answer() -> [UInt8] {
        let log = view.mailbox[calendar].log
        var position = position
        var count = 0
        var out = JSONOutput()
        let writer = EventWriter(view: view, selection: .all)
        out.array { out in
            while position > lower, count < pageSize {
                position -= 1
                let item = view.mailbox.items[Int(log.entries[position].item)]
                guard let change = log.change(at: position, in: lower..<upper, lastChange: item.lastChange),
                    item.flags.contains(.event), !item.flags.contains(.hidden)
                else { continue }
                count += write(change, item, writer, into: &out)
            }
        }
        // A full page is never the last one, though the next may be empty.
        let isLast = count < pageSize && position == lower
        let state = isLast ? (upper, upper, upper) : (lower, upper, position)
        let token = view.signature.seal(
            [Self.mark, Self.owner(view), UInt32(calendar.value), view.mailbox.epoch]
                + [window.lowerBound, window.upperBound, state.0, state.1, state.2].map { UInt32(clamping: $0) }
        )
        let url = "\(view.root)/users('\(view.user.text)')/calendars('\(view.ids.text(calendar))')/calendarView/delta"
        return JSONOutput.object { page in
            page.member("@odata.context", "\(view.root)/$metadata#Collection(event)")
            if isLast {
                page.member("@odata.deltaLink", "\(url)?$deltatoken=\(token)")
            } else {
                page.member("@odata.nextLink", "\(url)?$skiptoken=\(token)")
            }
            page.key("value")
            page.raw(out.bytes)
        }
    }

    private var pageSize: Int { view.preference.pageSize ?? 10 }

    /// Writes all that a change means for the window; returns how many entities that are.
    private func write(
        _ change: FolderLog.Change,
        _ item: StoredItem,
        _ writer: EventWriter,
        into out: inout JSONOutput
    ) -> Int {
        let number = ItemNumber(value: change.item)
        let entries = view.entries(of: number, item, in: window)
        let isGone = item.flags.contains(.gone)
        if change.kind == .delete {
            guard !view.isBack(number, in: calendar) else { return 0 }
        } else if isGone {
            // The next round tells that it is gone.
            return 0
        }
        // What happens outside of the window is told as if it had been there before.
        guard change.kind != .delete, !entries.isEmpty else {
            guard lower > 0 else { return 0 }
            let occurrences = entries.compactMap(\.instance.occurrence?.originalStart)
            for occurrence in occurrences { writer.writeRemoval(number, occurrence: occurrence, into: &out) }
            writer.writeRemoval(number, into: &out)
            return occurrences.count + 1
        }
        var count = entries.count
        if let event = entries.first?.instance.event, event.recurrence != nil {
            writer.write(CalendarEntry(instance: EventInstance(event), number: number, item: item), into: &out)
            count += 1
        }
        for entry in entries {
            if entry.instance.occurrence?.isException == false {
                writer.writeStub(entry, into: &out)
            } else {
                writer.write(entry, into: &out)
            }
        }
        return count
    }

    private static let mark: UInt32 = 0x45_5654

    private static func owner(_ view: GraphMailbox) -> UInt32 {
        Identifier.Coder.hash(view.user.text.utf8, from: 0x811c_9dc5)
    }
}
