import Connector
import Interactions

/// A table that is read: what is asked of it, and what its rows mean.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/about-entity-reference>
struct Table: Sendable {
    /// What a row comes to.
    enum Meaning {
        case row(CRMRow)
        /// Its parties are still to be asked for.
        case activity(SourceActivity)
        /// A row that stands for nothing of its own.
        case nothing
    }

    /// The name in paths.
    let entitySet: String
    let logicalName: String
    let kind: StreamID.Kind
    /// The column with the row's own GUID.
    let key: String
    let columns: [String]
    let subject: String?
    let meaning: @Sendable (Row, _ id: String) -> Meaning

    init(
        _ entitySet: String,
        logicalName: String,
        kind: StreamID.Kind,
        key: String,
        columns: [String],
        subject: String? = nil,
        meaning: @escaping @Sendable (Row, _ id: String) -> Meaning
    ) {
        self.entitySet = entitySet
        self.logicalName = logicalName
        self.kind = kind
        self.key = key
        self.columns = columns
        self.subject = subject
        self.meaning = meaning
    }

    static let all = [accounts, contacts, leads, opportunities, users, emails, appointments, phoneCalls]

    /// What `$select` names: never a description.
    func selection(_ asked: DataverseSource.Configuration.Subject) -> String {
        let subject = asked == .read ? subject.map { [$0] } ?? [] : []
        return ([key] + columns + subject).joined(separator: ",")
    }
}
