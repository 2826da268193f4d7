import AuditLog
import Directory
import Eligibility
import Interactions
import Settings

/// Reads the evidence: the log of events, decisions and removals.
extension Engine {
    /// Nil if nothing was recorded yet.
    ///
    /// - Throws: the first `AuditError`: which record was changed, removed, inserted or moved.
    package func verifyLog() throws -> LogVerification? {
        guard let log = try installation.existingLog() else { return nil }
        let found = try log.verify()
        return LogVerification(records: found.records, hasUnfinishedRecord: found.unfinishedBytes > 0)
    }

    /// Every record in the order of writing, each verified before it is handed out.
    ///
    /// - Throws: the first `AuditError`, or `EngineError` for a file of users that cannot be read.
    package func logRows() throws -> [LogRow] {
        guard let log = try installation.existingLog() else { return [] }
        let names = try names(in: log)
        var rows: [LogRow] = []
        try log.read { rows.append(LogRow($0, names: names)) }
        return rows
    }

    /// The addresses behind the log's keyed hashes, as far as the file of users has them.
    func names(in log: DecisionLog) throws -> [String: String] {
        let users =
            try settings.eligibility.directoryFile == nil ? [] : UserDirectory(settings: settings.eligibility).users
        let known = users.map { (log.pseudonym(of: $0.mailbox.address), $0.mailbox.address.text) }
        return Dictionary(known) { first, _ in first }
    }
}
