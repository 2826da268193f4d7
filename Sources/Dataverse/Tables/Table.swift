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
        case link(CRMLink)
        /// A row that stands for nothing of its own.
        case nothing
        /// What decides about it is null, which it never is: nothing is known of it for now.
        case undecided
    }

    /// The name in paths.
    let entitySet: String
    let logicalName: String
    let kind: StreamID.Kind
    /// The column with the row's own GUID.
    let key: String
    let columns: [String]
    /// Columns that not every environment has, because a solution brings them.
    let optional: [String]
    let subject: String?
    let reach: Reach
    let meaning: @Sendable (Row, _ id: String) -> Meaning

    init(
        _ entitySet: String,
        logicalName: String,
        kind: StreamID.Kind,
        key: String,
        columns: [String],
        optional: [String] = [],
        subject: String? = nil,
        reach: Reach = .changes,
        meaning: @escaping @Sendable (Row, _ id: String) -> Meaning
    ) {
        self.entitySet = entitySet
        self.logicalName = logicalName
        self.kind = kind
        self.key = key
        self.columns = columns
        self.optional = optional
        self.reach = reach
        self.subject = subject
        self.meaning = meaning
    }

    /// How a table is read, and whether it must be there.
    struct Reach: Hashable, Sendable {
        /// Asked for with every row, which rules out that changes are tracked: its date of change does not move with
        /// it.
        var expansion: String?
        /// Not everywhere: where it is missing, it is as if it was empty.
        var mayBeMissing = false

        static let changes = Reach()
    }

    static let all = [
        accounts, contacts, leads, opportunities, users, teams, connections, customerRoles, emails, appointments,
        phoneCalls,
    ]

    /// What `$select` names: never a description.
    ///
    /// - Parameter missing: columns that this environment does not have.
    func selection(_ asked: DataverseSource.Configuration.Subject, without missing: Set<String> = []) -> String {
        let subject = asked == .read ? subject.map { [$0] } ?? [] : []
        return ([key] + columns + optional.filter { !missing.contains($0) } + subject).joined(separator: ",")
            + (reach.expansion.map { "&$expand=\($0)" } ?? "")
    }
}
