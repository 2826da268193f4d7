import Eligibility
import Engine
import Interactions

extension EligibilityListing {
    /// Mailboxes of which every gate says the same.
    private struct Group: Encodable {
        let mailboxes: [String]
        let first: MailboxRow

        func result(_ gate: Gate) -> String { first.gates.first { $0.gate == gate.rawValue }?.result ?? "" }
    }

    private struct ReasonCount: Encodable {
        let reason: String
        let mailboxes: Int
        let text: String
        let remedy: String
    }

    /// Writes it to standard output: as a table, as one document, or a mailbox a line.
    ///
    /// - Throws: `CommandFailure` of status `cannotWrite`.
    func print(_ format: OutputFormat, _ screen: Screen, isFull: Bool) throws {
        switch format {
        case .json: try Terminal.print(Terminal.json(self))
        case .ndjson: for row in mailboxes { try Terminal.print(Terminal.json(row)) }
        case .table: try Terminal.show(table(screen, isFull: isFull), screen)
        }
    }

    /// The tenant's gates, then the mailboxes, then why they are refused and what to do.
    ///
    /// - Parameter isFull: whether each mailbox has a row, and not all together of which the same is to be told.
    func table(_ screen: Screen, isFull: Bool) -> [String] {
        var lines =
            ["At \(LocalTime.minute(at)):", ""] + gateTable(screen) + [""] + mailboxTable(screen, isFull) + [""]
        if !reasonCounts.isEmpty { lines += reasonTable(screen) + [""] }
        func say(_ sentence: String) { lines += Folding.lines(Harmless.cell(sentence), in: screen) }
        for problem in directoryProblems { say("directory file, \(problem)") }
        say("A sync would read \(wouldRead) of \(mailboxes.count) mailboxes, and CRM data of everybody.")
        if !wouldPurge.isEmpty {
            let names = isFull ? wouldPurge.joined(separator: ", ") : Names.text(wouldPurge)
            say("It would remove what only these contributed: \(names)")
        }
        if wouldPurgeUnlisted > 0 {
            say("And what only \(wouldPurgeUnlisted) mailboxes contributed that are not to be read any more.")
        }
        return lines
    }

    private func gateTable(_ screen: Screen) -> [String] {
        let columns: [Listing<GateRow>.Column] = [
            .text("gate") { $0.gate }, .text("result", rank: 1, tint: \.tint) { $0.result },
            .text("evidence", rank: 3) { $0.evidence.map(\.told).joined(separator: "; ") },
            .text("what to do", rank: 2) { $0.remedies },
        ]
        return Listing(columns: columns, rows: tenant).table(screen)
    }

    private func mailboxTable(_ screen: Screen, _ isFull: Bool) -> [String] {
        var columns: [Listing<Group>.Column] = [
            .text("mailbox") { Names.text($0.mailboxes) },
            .text("data") { $0.first.admitted ? "CRM and Exchange" : "CRM only" },
        ]
        for gate in Gate.allCases where gate.level == .mailbox {
            columns.append(.text(gate.rawValue) { $0.result(gate) })
        }
        return Listing(columns: columns, rows: groups(isFull)).table(screen)
    }

    /// In the order of the first of each.
    private func groups(_ isFull: Bool) -> [Group] {
        var places: [[String]: Int] = [:]
        var groups: [[MailboxRow]] = []
        for row in mailboxes {
            let key = [row.admitted ? "admitted" : ""] + row.gates.map(\.result)
            if let place = places[key] {
                groups[place].append(row)
            } else {
                places[key] = groups.count
                groups.append([row])
            }
        }
        return groups.flatMap { rows in
            !isFull && rows.count > Names.shown
                ? [Group(mailboxes: rows.map(\.mailbox), first: rows[0])]
                : rows.map { Group(mailboxes: [$0.mailbox], first: $0) }
        }
    }

    private func reasonTable(_ screen: Screen) -> [String] {
        let columns: [Listing<ReasonCount>.Column] = [
            .text("reason") { $0.reason }, .number("mailboxes", rank: 1) { $0.mailboxes },
            .text("why", rank: 3) { $0.text }, .text("what to do", rank: 2) { $0.remedy },
        ]
        return Listing(columns: columns, rows: reasonCounts).table(screen)
    }

    /// What refuses most comes first.
    private var reasonCounts: [ReasonCount] {
        var counts: [[String]: Int] = [:]
        for mailbox in mailboxes {
            for reason in Set(mailbox.gates.flatMap(\.reasons).map { [$0.reason, $0.text, $0.remedy] }) {
                counts[reason, default: 0] += 1
            }
        }
        return counts.sorted { ($1.value, $0.key[0], $0.key[2]) < ($0.value, $1.key[0], $1.key[2]) }
            .map { ReasonCount(reason: $0[0], mailboxes: $1, text: $0[1], remedy: $0[2]) }
    }
}

extension EligibilityListing.GateRow {
    /// `ok`, `not required`, or the reasons' codes.
    fileprivate var result: String { reasons.isEmpty ? verdict == "notRequired" ? "not required" : "ok" : codes }

    fileprivate var tint: Tint? { reasons.isEmpty ? .good : .poor }
}
