extension Fault {
    /// Every fault that a rule may name, in the order in which they are listed.
    package static let named: [NamedFault<Fault>] = [
        .init("unavailable", number: "SECONDS", "503, with that Retry-After or none") {
            .throttle(.unavailable(seconds: $0))
        },
        .init("tooManyRequests", number: "SECONDS", "429 with Retry-After (1)") {
            .throttle(.tooManyRequests(seconds: $0 ?? 1))
        },
        .init("busy", number: "MILLISECONDS", "ErrorServerBusy with that back-off (1,000)") {
            .throttle(.busy(milliseconds: $0 ?? 1_000))
        },
        .init("connections", "ErrorExceededConnectionCount", .throttle(.connections)),
        .init("syncCalls", number: "MILLISECONDS", "the budget for SyncFolderItems is used up (1,000)") {
            .throttle(.syncCalls(milliseconds: $0 ?? 1_000))
        },
        .init("inner", number: "MILLISECONDS", "some items of an answer are ErrorServerBusy (1,000)") {
            .throttle(.inner(milliseconds: $0 ?? 1_000))
        },
        .init("unauthorized", "401, although the credential is right", .unauthorized),
        .init("forbidden", "403", .forbidden),
        .init("redirect", "302 to Outlook on the web", .redirect),
        .init("page", "200 with a web page", .page),
        .init("empty", "200 without a body", .empty),
        .init("refused", code: "CODE", "a SOAP fault with this response code (ErrorInternalServerError)") {
            .refused(code: $0 ?? "ErrorInternalServerError")
        },
        .init("failing", code: "CODE", "response messages with this code (ErrorInternalServerTransientError)") {
            .failing(code: $0 ?? "ErrorInternalServerTransientError")
        },
        .init("moving", "ErrorMailboxMoveInProgress", .failing(code: "ErrorMailboxMoveInProgress")),
        .init("vanish", "the first item that GetItem names is deleted before the answer", .vanish),
        .init("moved", "the mailbox is on another server now: all ids are new", .moved),
        .init("stuck", "SyncFolderItems repeats its state, and says that there is more", .stuck),
        .init("delay", number: "MILLISECONDS", "the server thinks so long (50)") { .delay(milliseconds: $0 ?? 50) },
        .init("cut", number: "PERCENT", "the connection closes after so much of the body (50)") {
            .cut(percent: min($0 ?? 50, 99))
        },
        .init("truncated", "the body ends early, and its length is right", .truncated),
        .init("slow", number: "MILLISECONDS", "a pause after every sixteenth of the body (50)") {
            .slow(milliseconds: $0 ?? 50)
        },
        .init("bomb", number: "MEBIBYTES", "spaces at the end, compressed (256)") { .bomb(mebibytes: $0 ?? 256) },
        .init("references", "character references that XML 1.0 forbids", .references),
        .init("controls", "the byte 0x1B in names and subjects", .controls),
        .init("doctype", "a document type declaration with nested entities", .doctype),
        .init("pieces", "chunks that end inside of characters", .pieces),
        .init("withoutCharset", "Content-Type without a character set", .withoutCharset),
        .init("byteOrderMark", "a byte order mark in front", .byteOrderMark),
    ]
}
