/// The events of one calendar by start, without memory of what was told before.
///
/// <https://learn.microsoft.com/graph/api/user-list-calendarview>,
/// <https://learn.microsoft.com/graph/api/user-list-events>
struct EventListing: Sendable {
    private let view: GraphMailbox
    private let calendar: FolderNumber
    private let calendarName: String?
    private let selection: EventSelection
    /// Nil for events as they are kept: single ones and masters.
    private let window: Range<Int>?
    private let order: Order
    private let counts: Bool
    private let size: Int
    private let skipped: Int

    private enum Order: String {
        case start = "start/datetime"
        case changed = "lastmodifieddatetime desc"
    }

    /// Single events and masters.
    ///
    /// - Parameter calendar: Nil for the default one.
    /// - Throws: 400 for a wrong query, 404 for a calendar that is gone.
    init(_ calendar: String?, of view: GraphMailbox) throws(GraphError) {
        try self.init(calendar, of: view, window: nil)
    }

    /// Single events and occurrences in a window of time.
    ///
    /// - Throws: 400 for a wrong query or none about a window, 404 for a calendar that is gone.
    init(viewOf calendar: String?, of view: GraphMailbox) throws(GraphError) {
        try self.init(calendar, of: view, window: view.window)
    }

    private init(_ calendar: String?, of view: GraphMailbox, window: Range<Int>?) throws(GraphError) {
        self.view = view
        self.window = window
        calendarName = calendar
        self.calendar = try view.ids.calendar(calendar)
        selection = try EventSelection(view.query)
        size = try view.query.count("top", most: 1_000) ?? view.preference.pageSize ?? 10
        skipped = try view.query.count("skip") ?? 0
        counts = view.query["count"]?.lowercased() == "true"
        guard let order = Order(rawValue: view.query["orderby"]?.lowercased() ?? Order.start.rawValue) else {
            throw .invalidQuery
        }
        self.order = order
        guard size > 0, window == nil || order == .start, view.query["search"] == nil, view.query["filter"] == nil,
            view.query["expand"] == nil
        else { throw .invalidQuery }
    }

    func answer() -> [UInt8] {
        let all = entries.sorted { left, right in
            switch order {
            case .start: (left.instance.start, left.number.value) < (right.instance.start, right.number.value)
            case .changed: (changed(left), left.number.value) > (changed(right), right.number.value)
            }
        }
        let page = all.dropFirst(skipped).prefix(size)
        let writer = EventWriter(view: view, selection: selection)
        let hasMore = skipped + page.count < all.count
        let link: (name: StaticString, url: String)? = hasMore ? ("@odata.nextLink", nextLink) : nil
        return view.page(context: path, count: counts ? all.count : nil, link: link) { out in
            for entry in page { writer.write(entry, into: &out) }
        }
    }

    private func changed(_ entry: CalendarEntry) -> Int { view.mailbox.events[Int(entry.item.content)].modified }

    private var entries: [CalendarEntry] {
        view.events(in: calendar).flatMap { number, item in
            guard let window else {
                let event = EventInstance(view.mailbox.events[Int(item.content)])
                return [CalendarEntry(instance: event, number: number, item: item)]
            }
            return view.entries(of: number, item, in: window)
        }
    }

    private var path: String {
        var path = "users('\(view.user.text)')"
        if calendarName != nil { path += "/calendars('\(view.ids.text(calendar))')" }
        return path + (window == nil ? "/events" : "/calendarView")
    }

    private var nextLink: String {
        var link = "\(view.root)/\(path)?$top=\(size)&$skip=\(skipped + size)"
        for (name, key) in [
            ("startDateTime", "startdatetime"), ("endDateTime", "enddatetime"), ("$select", "select"),
            ("$orderby", "orderby"),
        ] {
            guard let value = view.query[key] else { continue }
            link +=
                "&\(name)=" + value.replacing("%", with: "%25").replacing("+", with: "%2b").replacing(" ", with: "%20")
        }
        return link
    }
}
