import Connector
import Engine
import Interactions
import Settings

extension StatusListing {
    struct Count: Encodable {
        let name: String
        let count: Int
    }

    /// The life cycle, how fresh everything is, what could not be read and what to do, and what is stored.
    ///
    /// - Parameter isFull: whether equal reasons are told of each mailbox, and not once for all.
    func table(_ screen: Screen, isFull: Bool) -> [String] {
        var lines = lifeCycle.table(screen) + [""]
        func say(_ sentence: String) { lines += Folding.lines(Harmless.cell(sentence), in: screen) }
        for freshness in freshness { say(freshness.sentence) }
        if !unread.isEmpty { lines += ["", "What could not be read:", ""] + unreadTable(screen, isFull) }
        if !unread.isEmpty || !freshness.isEmpty { lines.append("") }
        lines += countTable(screen)
        if awaitsDerivation {
            lines.append("")
            say("Settings changed: what is stored is derived again by the next sync.")
        }
        guard let run = lastRun else { return lines }
        lines.append("")
        say(
            "Last sync ended \(LocalTime.minute(run.endedAt)): \(run.items) items read, \(run.complete) complete, "
                + "\(run.failed) not; \(run.pauses) pauses of \(run.waitedSeconds) s together, \(run.throttled) asked "
                + "for by a service"
        )
        if let leftOut = run.leftOut, !leftOut.isEmpty { say(SyncListing.sentence(leftOut: leftOut)) }
        if run.awaitsTime == true { say("No service said what time it is, so nothing was removed for its age.") }
        return lines
    }

    private func unreadTable(_ screen: Screen, _ isFull: Bool) -> [String] {
        guard !isFull else {
            let columns: [Listing<UnreadListing.Row>.Column] = [
                .text("who") { $0.owner },
                .text("part", rank: 3) { row in row.folder.map { "\(row.part) \($0)" } ?? row.part },
                .number("items", rank: 6) { $0.items }, .text("since", rank: 2) { LocalTime.minute($0.since) },
                .text("last read", rank: 5) { $0.readAt.map(LocalTime.minute) ?? "never" },
                .text("code", rank: 4, tint: { _ in .poor }) { $0.code },
                .text("why, and what to do", rank: 1) { $0.reason },
            ]
            return Listing(columns: columns, rows: unread).table(screen)
        }
        let columns: [Listing<UnreadListing.Group>.Column] = [
            .text("who") { Names.text($0.owners) }, .text("part", rank: 3) { $0.parts.joined(separator: ", ") },
            .text("since", rank: 2) { LocalTime.minute($0.since) },
            .text("code", rank: 4, tint: { _ in .poor }) { $0.code },
            .text("why, and what to do", rank: 1) { $0.reason },
        ]
        return Listing(columns: columns, rows: UnreadListing.groups(unread)).table(screen)
    }

    private func countTable(_ screen: Screen) -> [String] {
        let columns: [Listing<Count>.Column] = [.text("what") { $0.name }, .number("count") { $0.count }]
        return Listing(columns: columns, rows: counts).table(screen)
    }

    var counts: [Count] {
        let stored = self.stored ?? StoreCounts()
        let rows = [
            Count(name: "mailboxes", count: mailboxes), Count(name: "mailboxes admitted", count: admitted),
            Count(name: "mailboxes read", count: stored.mailboxes), Count(name: "folders read", count: stored.streams),
            Count(name: "e-mails", count: stored.emails), Count(name: "meetings", count: stored.meetings),
            Count(name: "phone calls", count: stored.phoneCalls), Count(name: "removed", count: stored.removed),
            Count(name: "copies in folders", count: stored.sightings),
        ]
        return rows
            + stored.rows.sorted { $0.key < $1.key }.map { Count(name: "rows: \($0.key)", count: $0.value) }
            + stored.postponed.sorted { $0.key < $1.key }.map { Count(name: "unreadable: \($0.key)", count: $0.value) }
    }
}

extension Freshness {
    fileprivate var sentence: String {
        func ago(_ seconds: Int?) -> String {
            seconds.map { "\(Duration.seconds($0 < 120 ? $0 : $0 / 60 * 60).spelling) ago" } ?? "never"
        }
        let troubles = [(unread, "never read to the end"), (failing, "failing"), (incomplete, "not whole")]
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let read = unread == 0 ? "\(owners)" : "\(owners - unread) of \(owners)"
        return "\(source): \(read) read, the oldest \(ago(oldestSeconds)), half of them since \(ago(medianSeconds)); "
            + (troubles.isEmpty ? "all of them to the end" : troubles.joined(separator: ", "))
    }
}
