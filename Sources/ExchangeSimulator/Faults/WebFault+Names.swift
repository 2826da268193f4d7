extension WebFault {
    /// Every fault that a rule for Graph may name, in the order in which they are listed.
    package static let named: [NamedFault<WebFault>] = [
        .init("throttled", number: "SECONDS", "429, with that Retry-After or none") {
            .throttled(retryAfter: $0.map(String.init))
        },
        .init("unavailable", number: "SECONDS", "503, with that Retry-After or none") {
            .unavailable(retryAfter: $0.map(String.init))
        },
        .init("expired", "410, where the request has a state", .expired),
        .init("failing", code: "STATUS", "that status, 400 to 599, with a code (500)") { text in
            guard let status = Int(text ?? "500"), (400...599).contains(status) else { return nil }
            return .failing(status: status, code: "generalException")
        },
        .init("page", "200 with a web page", .page),
        .init("empty", "200 without a body", .empty),
        .init("cut", number: "PERCENT", "the connection closes after so much of the body (50)") {
            .cut(percent: min($0 ?? 50, 99))
        },
        .init("truncated", number: "PERCENT", "the body ends after so much, and its length is right (50)") {
            .truncated(percent: min($0 ?? 50, 99))
        },
        .init("delay", number: "MILLISECONDS", "the server thinks so long (50)") { .delay(milliseconds: $0 ?? 50) },
    ]
}
