import XMLStream

/// A range of a calendar with the occurrences of its series.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendarview>
struct CalendarView: Sendable {
    private let range: Range<Int>
    private let limit: Int

    /// - Throws: for a range of more than two years, or one that ends before it starts.
    init(_ element: XMLElement) throws(Refusal) {
        guard let start = element.attribute(.StartDate).flatMap(RequestTime.seconds),
            let end = element.attribute(.EndDate).flatMap(RequestTime.seconds)
        else { throw .invalidRequest }
        guard start <= end else {
            throw Refusal("ErrorCalendarEndDateIsEarlierThanStartDate", "EndDate is earlier than StartDate")
        }
        let (year, month, day) = CivilDay(number: start.flooredQuotient(by: 86_400)).components
        let latest =
            CivilDay(year: year + 2, month: month, day: day).number * 86_400 + start.flooredRemainder(by: 86_400)
        guard end <= latest else {
            throw Refusal(
                "ErrorCalendarViewRangeTooBig",
                "The specified view range exceeds the maximum range of two years."
            )
        }
        range = start..<end
        limit = min(max(element.integer(.MaxEntriesReturned) ?? FindItem.limit, 1), FindItem.limit)
    }

    private typealias Entry = (event: EventInstance, number: ItemNumber, item: StoredItem)

    func answer(_ folder: FolderNumber, _ writer: ItemWriter, into out: inout XMLOutput) throws(Refusal) {
        guard writer.mailbox[folder].folderClass.hasPrefix("IPF.Appointment") else {
            throw Refusal(
                "ErrorCalendarFolderIsInvalidForCalendarView",
                "The calendar view can only be used on calendar folders."
            )
        }
        let found = entries(in: folder, writer)
        let shown = found.prefix(limit)
        Envelope.writeSuccess(of: .findItem, into: &out) { out in
            let page = Paging.Page(
                range: 0..<shown.count,
                total: found.count,
                isLast: shown.count == found.count,
                nextOffset: nil
            )
            page.writeRootFolder(into: &out) { out in
                out.raw("<t:Items>")
                for entry in shown { writer.write(entry.event, entry.number, entry.item, into: &out) }
                out.raw("</t:Items>")
            }
        }
    }

    /// By start; what ends when the range starts belongs to it.
    private func entries(in folder: FolderNumber, _ writer: ItemWriter) -> [Entry] {
        var found: [Entry] = []
        for number in writer.mailbox.items(in: folder) {
            let item = writer.mailbox.items[Int(number.value)]
            guard item.flags.contains(.event), !item.flags.contains(.hidden) else { continue }
            let event = writer.mailbox.events[Int(item.content)]
            if let series = event.series(in: writer.state.zones[event.timeZone] ?? .utc) {
                for occurrence in series.occurrences(in: range) {
                    found.append((EventInstance(event, occurrence: occurrence), number, item))
                }
            } else if event.end >= range.lowerBound, event.start < range.upperBound {
                found.append((EventInstance(event), number, item))
            }
        }
        return found.sorted { ($0.event.start, $0.number.value) < ($1.event.start, $1.number.value) }
    }
}
