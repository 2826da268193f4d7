import Connector
import Eligibility
import Interactions
import Pipeline

/// What a run brought, for printing.
struct SyncListing: Encodable {
    struct Row: Encodable {
        let mailbox: String
        let result: String
        let folders: Int
        let items: Int
        let added: Int
        let changed: Int
        let removed: Int
        let unreadable: Int
        /// Items that are not stored, or not whole, by reason.
        let leftOut: [String: Int]
        /// Why it is not complete; nil if it is.
        let reason: String?
    }

    let items: Int
    let added: Int
    let changed: Int
    let removed: Int
    /// Items that are not stored, or not whole, by reason.
    let leftOut: [String: Int]
    /// Nil where there is none.
    let crm: Row?
    let mailboxes: [Row]
    /// Mailboxes that lost what only they contributed.
    let purged: [String]

    init(_ report: RunReport) {
        items = report.found
        added = report.commits.added
        changed = report.commits.changed
        removed = report.commits.removed
        leftOut = report.leftOut.byName
        mailboxes = report.mailboxes.map(Row.init)
        crm = report.crm.map(Row.init)
        purged = report.purges.map(\.mailbox.address.text)
    }

    /// What was left out and why, the same for `sync` and `status`.
    static func sentence(leftOut: [String: Int]) -> String {
        let reasons = leftOut.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "Left out, by reason: \(reasons.joined(separator: ", "))"
    }

    var rows: [Row] { [crm].compactMap(\.self) + mailboxes }

    /// - Parameter isFull: whether equal reasons are told of each mailbox, and not once for all.
    /// - Throws: `CommandFailure` of status `cannotWrite`.
    func print(_ options: OutputOptions, isFull: Bool = false) throws {
        switch options.output {
        case .json: try Terminal.print(Terminal.json(self))
        case .ndjson: for row in rows { try Terminal.print(Terminal.json(row)) }
        case .table: try Terminal.show(table(options.screen, isFull: isFull), options.screen)
        }
    }
}

extension SyncListing.Row {
    init(_ outcome: OwnerOutcome) {
        mailbox = outcome.owner.mailbox?.address.text ?? "(CRM)"
        folders = outcome.streams.count
        items = outcome.found
        added = outcome.commits.added
        changed = outcome.commits.changed
        removed = outcome.commits.removed
        unreadable = outcome.unreadable
        leftOut = outcome.leftOut.byName
        switch outcome.end {
        case .complete: (result, reason) = ("complete", nil)
        case .refused(let reasons):
            (result, reason) = (
                outcome.isHeld ? "held" : "CRM only", reasons.map(\.code.rawValue).joined(separator: ", ")
            )
        case .incomplete(let error): (result, reason) = ("incomplete", error.description)
        case .stopped(let cause):
            let waiting = cause.map { " It was waiting: \($0)" } ?? ""
            (result, reason) = ("stopped", "Stopped on request; the next run goes on here.\(waiting)")
        case .failed(let error): (result, reason) = ("failed", error.description)
        }
    }
}
