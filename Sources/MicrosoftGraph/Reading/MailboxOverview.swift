import Connector
import Interactions
import JSONStream
import MailboxReading
import OData

/// Asks for what is new in all of a mailbox's folders in a request or two, and for whether its calendars changed.
///
/// Of mail it is what the folders themselves would answer. Of a calendar it is the number of events and the newest
/// change, which is blind to an event that goes while an old one comes.
struct MailboxOverview: Sendable {
    let client: GraphClient
    let mailbox: Mailbox.ID
    let configuration: GraphSource.Configuration
    let now: Timestamp

    /// More pages of a list of folders are left to the list itself.
    private static let mostPages = 100

    /// - Throws: `SourceError`, `CancellationError`, or what the token's source throws.
    func overview(since memory: String?, streams: [StreamID: Cursor]) async throws -> Overview? {
        do {
            let earlier = memory.flatMap { try? Cursor($0).listing(as: MailboxState.self) }
            return try await overview(since: earlier, streams)
        } catch let error as ODataError {
            throw SourceError(error, concerning: .mailbox)
        }
    }

    private func overview(since earlier: MailboxState?, _ streams: [StreamID: Cursor]) async throws -> Overview? {
        let calendars = streams.keys.filter { $0.kind == .calendar }.sorted()
        let mail = earlier == nil ? [] : mailLinks(streams)
        guard let folderTarget = folderTarget(earlier) else { return nil }
        let parts = try await client.batch(
            [folderTarget] + factTargets + calendars.map { newest(in: $0.folder) } + mail.map(\.target)
        )
        var rest = parts[...]
        func take(_ count: Int) -> [ODataPart] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        guard let folderPart = take(1).first, let facts = try facts(take(factTargets.count)) else { return nil }
        var state = MailboxState(folderLink: "", facts: facts, day: CalendarWindow.day(of: now))
        guard let isSame = try await readFolders(folderPart, earlier, into: &state) else { return nil }
        var marks: [StreamID: CalendarMark] = [:]
        for (calendar, part) in zip(calendars, take(calendars.count)) where part.failure == nil {
            let newest = try client.entity(part, as: NewestEvent.self)
            state.calendars[calendar.folder] = newest.mark(at: now)
            let changedAt = newest.changedAt ?? Timestamp(microseconds: 0)
            marks[calendar] = CalendarMark(day: state.day, count: newest.count, changedAt: changedAt)
        }
        let memory = try Cursor(listing: state).text
        guard let earlier, isSame, earlier.facts == facts else { return Overview(memory: memory, quiet: nil) }
        var quiet = Set(calendars.filter { isQuiet($0.folder, streams[$0], state, since: earlier) })
        var cursors: [StreamID: Cursor] = [:]
        for calendar in quiet {
            let cursor = CalendarCursor.resting(UnreadStretches(), mark: marks[calendar]).cursor
            if cursor != streams[calendar] { cursors[calendar] = cursor }
        }
        for (question, part) in zip(mail, take(mail.count)) {
            guard let cursor = try? atEnd(part, question.position) else { continue }
            quiet.insert(question.stream)
            if cursor != streams[question.stream] { cursors[question.stream] = cursor }
        }
        return Overview(memory: memory, quiet: quiet, cursors: cursors)
    }

    // MARK: Folders

    private func folderTarget(_ earlier: MailboxState?) -> ODataTarget? {
        guard let earlier else {
            return client.root.target(["users", mailbox.text, "mailFolders", "delta"], query: GraphFolder.query)
        }
        return ODataLink(earlier.folderLink, root: client.root).flatMap { batchable($0.target) }
    }

    private func batchable(_ target: ODataTarget) -> ODataTarget? { target.isBelow(client.root) ? target : nil }

    /// Whether the folders are those of before; nil if they could not be listed.
    private func readFolders(
        _ part: ODataPart,
        _ earlier: MailboxState?,
        into state: inout MailboxState
    ) async throws -> Bool? {
        guard part.failure == nil else { return nil }
        state.folders = earlier?.folders ?? [:]
        var page = try client.page(part, of: GraphFolder.self)
        var isSame = true
        for _ in 0..<Self.mostPages {
            isSame = isSame && state.knows(page.value)
            state.take(page.value)
            switch page.continuation {
            case .delta(let link):
                state.folderLink = link.text
                return isSame
            case .next(let link): page = try await client.page(link.target, of: GraphFolder.self)
            }
        }
        return nil
    }

    // MARK: Owner and calendars

    private var factTargets: [ODataTarget] {
        let user = client.root.target(["users", mailbox.text], query: "$select=mail,proxyAddresses")
        guard configuration.calendars == .read else { return [user] }
        let query = GraphCalendar.query + "&$top=\(client.pageSize)"
        return [user, client.root.target(["users", mailbox.text, "calendars"], query: query)]
    }

    /// Nil if the list of calendars is not whole.
    private func facts(_ parts: [ODataPart]) throws -> Int64? {
        var texts: [String] = []
        for (number, part) in parts.enumerated() {
            if let failure = part.failure {
                // Who may not ask stays as wise as he is.
                guard [.accessDenied, .gone].contains(failure.meaning) else { return nil }
                texts.append("\(failure.status)")
            } else if number == 0 {
                texts += try client.entity(part, as: MailboxFacts.Owner.self).texts
            } else {
                guard let list = try client.entity(part, as: CalendarList.self).calendars else { return nil }
                texts += list
            }
        }
        return MailboxState.hash(texts)
    }

    /// A list of calendars of one page, as texts that differ when the calendars do.
    private struct CalendarList: JSONReadable {
        /// Nil if there are more pages.
        let calendars: [String]?

        init(json: JSONValue) throws(JSONError) {
            let value: [GraphCalendar] = try json.required("value")
            let isWhole = json["@odata.nextLink"] == nil
            let texts = value.sorted { $0.id < $1.id }.map {
                "\($0.id) \($0.isDefaultCalendar == true) \($0.owner?.address ?? "")"
            }
            calendars = isWhole ? texts : nil
        }
    }

    private func newest(in calendar: String) -> ODataTarget {
        client.root.target(["users", mailbox.text, "calendars", calendar, "events"], query: NewestEvent.query)
    }

    private func isQuiet(
        _ calendar: String,
        _ cursor: Cursor?,
        _ state: MailboxState,
        since earlier: MailboxState
    ) -> Bool {
        guard let mark = state.calendars[calendar], mark == earlier.calendars[calendar], state.day == earlier.day,
            case .resting(let unread, _)? = cursor.flatMap({ try? CalendarCursor($0) })
        else { return false }
        return unread.isEmpty
    }

    // MARK: Mail

    private struct Question {
        let stream: StreamID
        let position: MailCursor
        let target: ODataTarget
    }

    /// Of folders whose changes come next, and that need not be read from their start.
    private func mailLinks(_ streams: [StreamID: Cursor]) -> [Question] {
        let interval = Duration.seconds(configuration.fullReadingDays * 86_400)
        return streams.sorted { $0.key < $1.key }.compactMap { stream, cursor in
            guard stream.kind == .mail, let position = MailCursor(cursor), position.place == .changes,
                now.duration(since: position.start) < interval,
                let target = ODataLink(position.link, root: client.root).flatMap({ batchable($0.target) })
            else { return nil }
            return Question(stream: stream, position: position, target: target)
        }
    }

    /// Where to go on, if the part says that nothing is new; else nil.
    private func atEnd(_ part: ODataPart, _ position: MailCursor) throws -> Cursor? {
        let page = try client.page(part, of: GraphMessage.self)
        guard page.value.isEmpty, case .delta(let link) = page.continuation else { return nil }
        return MailCursor(.changes, start: position.start, link: link.text).cursor
    }
}
