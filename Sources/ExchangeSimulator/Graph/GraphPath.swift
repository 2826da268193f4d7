/// Which resource a request is about; names in any case, keys as segments or in parentheses.
enum GraphPath: Hashable, Sendable {
    case users
    case user(String)
    case folderDelta(user: String)
    case folder(String, user: String)
    case messages(folder: String, user: String)
    case messageDelta(folder: String, user: String)
    case message(String, user: String)

    /// Nil for what is not served.
    ///
    /// - Parameter path: Percent-encoded, with the version in front.
    init?(_ path: String) {
        guard let segments = Self.segments(path), segments.count >= 2, segments[0].lowercased() == "v1.0",
            segments[1].lowercased() == "users"
        else { return nil }
        let keys = Array(segments.dropFirst(2))
        let names = keys.map { $0.lowercased() }
        let isInFolder = keys.count > 2 && names[1] == "mailfolders"
        switch keys.count {
        case 0: self = .users
        case 1: self = .user(keys[0])
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
