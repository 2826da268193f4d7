import AuditLog
import Eligibility
package import Interactions

/// One time that somebody consented, or withdrew it.
package struct ConsentRecord: Hashable, Sendable {
    package let isGranted: Bool
    /// When it happened; the configuration may declare that it was earlier than it was written down.
    package let at: Timestamp
    package let recordedAt: Timestamp
    /// An address, or the keyed hash of somebody whom the file of users does not know.
    package let actor: String
}

extension Engine {
    /// Who consented and withdrew, the latest first.
    ///
    /// - Throws: the first `AuditError`, or `EngineError` for a file of users that cannot be read.
    package func consents() throws -> [ConsentRecord] {
        guard let log = try installation.existingLog() else { return [] }
        let names = try names(in: log)
        var records: [ConsentRecord] = []
        try log.read { record in
            guard record.kind == EventEntry.kind, let entry = try? record.body(as: EventEntry.self),
                let event = entry.event(recordedAt: record.at)
            else { return }
            let isGranted: Bool
            switch event.kind {
            case .consentGranted: isGranted = true
            case .consentWithdrawn: isGranted = false
            default: return
            }
            records.append(
                ConsentRecord(
                    isGranted: isGranted,
                    at: event.at,
                    recordedAt: record.at,
                    actor: names[entry.actor] ?? entry.actor
                )
            )
        }
        return records.reversed()
    }
}
