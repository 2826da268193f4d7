import Interactions

/// What could not be read, as every face shows it.
package enum UnreadListing {
    /// Stands for the CRM where mailboxes stand.
    package static let crm = "(CRM)"

    package struct Row: Hashable, Sendable, Encodable {
        /// The address, or `(CRM)`.
        package let owner: String
        package let source: String
        /// `mailbox`, `part`, `mail`, `calendar`, `activity` or `table`.
        package let part: String
        /// The service's own key of the folder, or the CRM's table; nil if it is no single one.
        package let folder: String?
        package let code: String
        /// What happened, and what to do.
        package let reason: String
        /// Items that could not be read; zero where it is all of it.
        package let items: Int
        package let since: String
        /// Nil if it was never read.
        package let readAt: String?

        init(_ owner: String, _ source: String, _ unread: UnreadPart) {
            self.owner = owner
            self.source = source
            part = unread.kind
            folder = unread.folder
            code = unread.code
            reason = unread.message
            items = unread.items
            since = Timestamp(microseconds: unread.since).iso8601
            readAt = unread.readAt.map { Timestamp(microseconds: $0).iso8601 }
        }
    }

    /// Rows that say the same of several owners.
    package struct Group: Hashable, Sendable, Encodable {
        package let code: String
        package let reason: String
        /// Each once, in their order.
        package let owners: [String]
        package let parts: [String]
        package let items: Int
        /// The earliest.
        package let since: String
    }

    /// Equal reasons once, what concerns most owners first.
    package static func groups(_ rows: [Row]) -> [Group] {
        let groups = Dictionary(grouping: rows) { [$0.code, $0.reason] }.values.map { rows in
            Group(
                code: rows[0].code,
                reason: rows[0].reason,
                owners: rows.map(\.owner).uniqued,
                parts: rows.map(\.part).uniqued,
                items: rows.reduce(0) { $0 + $1.items },
                since: rows.map(\.since).min() ?? ""
            )
        }
        return groups.sorted { ($1.owners.count, $0.code, $0.reason) < ($0.owners.count, $1.code, $1.reason) }
    }
}

extension [String] {
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
