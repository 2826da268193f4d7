/// A line of a calendar: a single event, the master of a series, or one occurrence.
struct CalendarEntry: Sendable {
    let instance: EventInstance
    let number: ItemNumber
    let item: StoredItem
}

extension GraphMailbox {
    /// What a window shows of one item: the event, or the occurrences of the series.
    ///
    /// - Parameter window: Seconds since 1970; what ends when it starts belongs to it.
    func entries(of number: ItemNumber, _ item: StoredItem, in window: Range<Int>) -> [CalendarEntry] {
        let event = mailbox.events[Int(item.content)]
        guard let series = event.series(in: state.zones[event.timeZone] ?? .utc) else {
            guard event.end >= window.lowerBound, event.start < window.upperBound else { return [] }
            return [CalendarEntry(instance: EventInstance(event), number: number, item: item)]
        }
        return series.occurrences(in: window).map { occurrence in
            CalendarEntry(instance: EventInstance(event, occurrence: occurrence), number: number, item: item)
        }
    }

    /// The events of a calendar, masters of series as such.
    func events(in calendar: FolderNumber) -> [(number: ItemNumber, item: StoredItem)] {
        mailbox.items(in: calendar).compactMap { number in
            guard let item = mailbox.item(number), item.flags.contains(.event),
                item.flags.isDisjoint(with: [.hidden, .vanished])
            else { return nil }
            return (number, item)
        }
    }

    /// `startDateTime` and `endDateTime`.
    ///
    /// - Throws: 400 if one is missing, and for more than 1,825 days.
    var window: Range<Int> {
        get throws(GraphError) {
            guard let start = query["startdatetime"].flatMap(RequestTime.seconds),
                let end = query["enddatetime"].flatMap(RequestTime.seconds)
            else { throw .noWindow }
            guard start <= end, end - start <= 1_825 * 86_400 else { throw .windowTooLong }
            return start..<end
        }
    }
}
