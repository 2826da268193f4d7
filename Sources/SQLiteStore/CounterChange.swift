import GRDB
import Interactions

/// By how much a transaction changes what `meta` counts.
struct CounterChange: Equatable {
    private var emails: Int64 = 0
    private var meetings: Int64 = 0
    private var phoneCalls: Int64 = 0
    private var removed: Int64 = 0
    /// Copies that are held.
    var sightings: Int64 = 0

    static let columns = "emails, meetings, phone_calls, removed, sightings"
    /// What the columns must be.
    static let counts = """
        (SELECT count(*) FROM interaction WHERE deleted = 0 AND kind = \(Interaction.Kind.email.rawValue)),
        (SELECT count(*) FROM interaction WHERE deleted = 0 AND kind = \(Interaction.Kind.meeting.rawValue)),
        (SELECT count(*) FROM interaction WHERE deleted = 0 AND kind = \(Interaction.Kind.phoneCall.rawValue)),
        (SELECT count(*) FROM interaction WHERE deleted = 1),
        (SELECT count(*) FROM sighting WHERE presence = \(Presence.held.rawValue))
        """

    /// Counts an interaction's row in, or out of what it counted to before.
    mutating func count(kind: Int, isDeleted: Bool, _ step: Int64) {
        switch Interaction.Kind(rawValue: kind) {
        case _ where isDeleted: removed += step
        case .email: emails += step
        case .meeting: meetings += step
        case .phoneCall: phoneCalls += step
        case nil: break
        }
    }

    func save(_ db: Database) throws {
        guard self != CounterChange() else { return }
        let sql = """
            UPDATE meta SET (\(Self.columns))
            = (emails + ?, meetings + ?, phone_calls + ?, removed + ?, sightings + ?)
            """
        try RawStatement(db, sql).run {
            for step in [emails, meetings, phoneCalls, removed, sightings] { $0.add(step) }
        }
    }
}
