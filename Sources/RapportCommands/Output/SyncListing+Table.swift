import Interactions

extension SyncListing {
    /// Mailboxes of which the same is to be told.
    private struct Group: Encodable {
        let mailboxes: [String]
        let rows: [Row]

        func sum(_ count: (Row) -> Int) -> Int { rows.reduce(0) { $0 + count($1) } }
    }

    /// A row for each mailbox, but one for all that could not be read for the same reason; then sums.
    func table(_ screen: Screen, isFull: Bool) -> [String] {
        let groups = isFull ? rows.map { Group(mailboxes: [$0.mailbox], rows: [$0]) } : self.groups
        var columns: [Listing<Group>.Column] = [
            .text("mailbox") { Names.text($0.mailboxes) },
            .text("result", rank: 1, tint: { Self.tint($0.rows[0].result) }) { $0.rows[0].result },
            .number("folders", rank: 8) { $0.sum(\.folders) }, .number("items", rank: 3) { $0.sum(\.items) },
            .number("added", rank: 4) { $0.sum(\.added) }, .number("changed", rank: 6) { $0.sum(\.changed) },
            .number("removed", rank: 5) { $0.sum(\.removed) }, .number("unreadable", rank: 7) { $0.sum(\.unreadable) },
        ]
        if rows.contains(where: { $0.reason != nil }) {
            columns.append(.text("reason", rank: 2) { $0.rows[0].reason ?? "" })
        }
        var lines = Listing(columns: columns, rows: groups).table(screen)
        func say(_ sentence: String) { lines += [""] + Folding.lines(Harmless.cell(sentence), in: screen) }
        if !purged.isEmpty {
            say("Not admitted any more, and purged: \(isFull ? purged.joined(separator: ", ") : Names.text(purged))")
        }
        if !leftOut.isEmpty { say(Self.sentence(leftOut: leftOut)) }
        let complete = mailboxes.count { $0.reason == nil }
        say(
            "\(complete) of \(mailboxes.count) mailboxes complete: \(items) items read, "
                + "\(added) interactions added, \(changed) changed, \(removed) removed"
        )
        return lines
    }

    /// In the order of the first of each.
    private var groups: [Group] {
        var places: [[String]: Int] = [:]
        var groups: [[Row]] = []
        for row in rows {
            let key = row.reason.map { [row.result, $0] }
            if let place = key.flatMap({ places[$0] }) {
                groups[place].append(row)
            } else {
                if let key { places[key] = groups.count }
                groups.append([row])
            }
        }
        return groups.flatMap { rows in
            rows.count > Names.shown
                ? [Group(mailboxes: rows.map(\.mailbox), rows: rows)]
                : rows.map { Group(mailboxes: [$0.mailbox], rows: [$0]) }
        }
    }

    private static func tint(_ result: String) -> Tint? {
        switch result {
        case "complete": .good
        case "incomplete", "held", "stopped": .fair
        case "failed": .poor
        default: nil
        }
    }
}
