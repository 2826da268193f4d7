/// Which resource a request is about; names in any case, keys as segments or in parentheses.
enum GraphPath: Hashable, Sendable {
    case subscribedSkus
    case users
    case user(String)
    case userPurpose(user: String)
    case groupMembers(String)
    case folderDelta(user: String)
    case folder(String, user: String)
    case messages(folder: String, user: String)
    case messageDelta(folder: String, user: String)
    case message(String, user: String)
    case calendars(user: String)
    /// A calendar that is nil is the default one.
    case calendar(String?, user: String)
    case events(calendar: String?, user: String)
    case event(String, user: String)
    case calendarView(calendar: String?, user: String)
    case calendarViewDelta(calendar: String?, user: String)

    /// Nil for what is not served.
    ///
    /// - Parameter path: Percent-encoded, with the version in front.
    init?(_ path: String) {
        guard let segments = Self.segments(path), segments.count >= 2, segments[0].lowercased() == "v1.0" else {
            return nil
        }
        if segments.count == 2, segments[1].lowercased() == "subscribedskus" {
            self = .subscribedSkus
            return
        }
        let rest = segments.dropFirst(3).map { $0.lowercased() }
        if segments[1].lowercased() == "groups", rest == ["transitivemembers", "microsoft.graph.user"] {
            self = .groupMembers(segments[2])
            return
        }
        guard segments[1].lowercased() == "users" else { return nil }
        let keys = Array(segments.dropFirst(2))
        let names = keys.map { $0.lowercased() }
        let isInFolder = keys.count > 2 && names[1] == "mailfolders"
        switch keys.count {
        case 0: self = .users
        case 1: self = .user(keys[0])
        case _ where ["calendar", "calendars", "calendarview", "events"].contains(names[1]):
            guard let path = Self.calendarPath(keys, names) else { return nil }
            self = path
        case 3 where names[1] == "mailboxsettings" && names[2] == "userpurpose": self = .userPurpose(user: keys[0])
        case 3 where isInFolder:
            self = names[2] == "delta" ? .folderDelta(user: keys[0]) : .folder(keys[2], user: keys[0])
        case 3 where names[1] == "messages": self = .message(keys[2], user: keys[0])
        case 4 where isInFolder && names[3] == "messages": self = .messages(folder: keys[2], user: keys[0])
        case 5 where isInFolder && names[3] == "messages":
            self =
                names[4] == "delta"
                ? .messageDelta(folder: keys[2], user: keys[0]) : .message(keys[4], user: keys[0])
        default: return nil
        }
    }

    /// - Parameters:
    ///   - keys: The user, then what follows.
    ///   - names: The same in lower case.
    private static func calendarPath(_ keys: [String], _ names: [String]) -> GraphPath? {
        let user = keys[0]
        var calendar: String?
        var start = 1
        switch names[1] {
        case "calendars":
            guard keys.count > 2 else { return .calendars(user: user) }
            calendar = keys[2]
            start = 3
        case "calendar": start = 2
        default: break
        }
        let rest = names[start...]
        switch (rest.first, rest.count) {
        case (nil, _): return .calendar(calendar, user: user)
        case ("events", 1): return .events(calendar: calendar, user: user)
        case ("events", 2): return .event(keys[start + 1], user: user)
        case ("calendarview", 1): return .calendarView(calendar: calendar, user: user)
        case ("calendarview", 2) where rest.last == "delta":
            return .calendarViewDelta(calendar: calendar, user: user)
        default: return nil
        }
    }

    /// Whether Graph answers for this path at all.
    static func serves(_ path: String) -> Bool {
        path.lowercased().hasPrefix("/v1.0/")
    }

    private static func segments(_ path: String) -> [String]? {
        var segments: [String] = []
        for part in path.split(separator: "/") {
            guard let text = URLText.decode(part) else { return nil }
            guard text.hasSuffix(")"), let open = text.firstIndex(of: "(") else {
                segments.append(text)
                continue
            }
            let name = text[..<open]
            let prefix = "microsoft.graph."
            segments.append(String(name.lowercased().hasPrefix(prefix) ? name.dropFirst(prefix.count) : name))
            let key = text[text.index(after: open)...].dropLast()
            guard !key.isEmpty else { continue }
            guard key.utf8.count > 2, key.hasPrefix("'"), key.hasSuffix("'") else { return nil }
            segments.append(key.dropFirst().dropLast().split(separator: "''").joined(separator: "'"))
        }
        return segments
    }
}
