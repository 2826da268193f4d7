import Connector
package import Interactions
import Pipeline

/// A part of a mailbox or of the CRM that could not be read, since when, and what to do.
package struct UnreadPart: Hashable, Sendable, Codable {
    /// `mailbox`, `part`, `mail`, `calendar`, `activity` or `table`.
    package let kind: String
    /// The service's own key of the folder, or the CRM's table; nil if it is no single one.
    package let folder: String?
    /// What happened, for programs.
    package let code: String
    /// What happened, and what to do.
    package let message: String
    /// Items that could not be read; zero where it is all of it.
    package let items: Int
    /// When it was found first, in microseconds since 1970.
    package private(set) var since: Int64
    /// When it was read last, in microseconds since 1970; nil if it never was.
    package private(set) var readAt: Int64?

    /// - Parameters:
    ///   - before: what was known of the owner until now.
    ///   - now: when it was found.
    init(_ shortfall: Shortfall, after before: Round?, at now: Timestamp) {
        kind = shortfall.stream?.kind.rawValue ?? (shortfall.scope >= .mailbox ? "mailbox" : "part")
        folder = shortfall.stream?.folder
        code = shortfall.code
        message = shortfall.message
        items = shortfall.items
        since = now.microseconds
        readAt = before?.endedAt
        guard let known = before?.unread?.first(where: { $0.isSamePlace(as: self) }) else { return }
        since = known.since
        readAt = known.readAt
    }

    /// Whether it is everything in its place, and not single items.
    package var isWhole: Bool { items == 0 }

    /// How long ago it was read; nil if it never was.
    package func age(at now: Timestamp) -> Duration? {
        readAt.map { max(.zero, now.duration(since: Timestamp(microseconds: $0))) }
    }

    private func isSamePlace(as other: UnreadPart) -> Bool {
        kind == other.kind && folder == other.folder && isWhole == other.isWhole
            && (folder != nil || kind == "mailbox" || message == other.message)
    }
}
