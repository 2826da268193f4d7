import Directory
package import Eligibility
import FoundationEssentials
package import Interactions

/// Decides on a tenant's mailboxes from the configuration, the directory file and the recorded events.
///
/// Writes nothing. Events that other processes record count from the next question on.
package final class EligibilityService: Sendable {
    let directory: UserDirectory
    private let conflicts: [FactConflict]
    private let mailboxList: [Mailbox]?
    private let policy: EligibilityPolicy
    private let licenses: Fact<Set<String>>
    private let declared: [DeclaredEvent]
    private let journal: Journal?
    private let clock: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - journal: nil if nothing was ever recorded.
    ///   - clock: the time of the machine.
    /// - Throws: `CommandFailure` if the directory file or the declared events cannot be used, `AuditError`.
    init(
        _ configuration: RapportConfiguration,
        journal: Journal?,
        clock: @escaping @Sendable () -> Timestamp = { Timestamp.now }
    ) throws {
        let eligibility = configuration.eligibility
        let directory: UserDirectory
        do {
            directory = try UserDirectory(path: eligibility.directoryFile)
        } catch {
            throw CommandFailure(.badConfiguration, error.description)
        }
        // More likely an export that failed than an organisation without people, and a sync would remove everything.
        guard !directory.users.isEmpty else {
            Self.tell(directory.problems)
            throw CommandFailure(
                .badConfiguration,
                "The directory file '\(eligibility.directoryFile)' has no user that can be used. Nothing was done."
            )
        }
        let live = configuration.live
        let (updated, conflicts) = live.map { directory.updated(by: $0) } ?? (directory, [])
        self.directory = updated
        self.conflicts = conflicts
        mailboxList = configuration.mailboxes
        policy = EligibilityPolicy(eligibility.rules)
        licenses =
            live?.licenses.map { Fact($0, source: .graph, observedAt: live?.observedAt ?? configuration.modifiedAt) }
            ?? Fact(eligibility.licenses, source: .configuration, observedAt: configuration.modifiedAt)
        self.journal = journal
        self.clock = clock
        declared = eligibility.declaredEvents
        _ = try lifeCycle(until: nil)
    }

    /// Mailboxes to be decided on, sorted: all that the directory knows, or those that the configuration lists.
    package var mailboxes: [Mailbox] { mailboxList?.sorted() ?? directory.users.map(\.mailbox) }

    /// The machine's time, but never before what is recorded.
    func now() throws -> Timestamp {
        let time = clock()
        return max(time, try current().latest ?? time)
    }

    /// What the configuration declares and nobody has taken over yet; what it declares for the future is none of it.
    ///
    /// - Throws: `CommandFailure` if who is responsible may not do that.
    func newlyDeclared() throws -> [DeclaredEvent] {
        let recorded = Set(try current().events)
        let now = try now()
        let events = declared.filter { $0.at <= now && !recorded.contains(LifeCycleEvent($0.kind, at: $0.at)) }
        for event in events {
            do {
                try Self.check(event.kind, by: event.actor, in: directory)
            } catch let failure as CommandFailure {
                throw CommandFailure(
                    .badConfiguration,
                    "The events under 'lifeCycle' need an administrator as of now: \(failure.message)"
                )
            }
        }
        return events
    }

    /// What happened, up to an instant if one is given.
    func lifeCycle(until instant: Timestamp?) throws -> LifeCycle {
        let declared = try newlyDeclared().map { LifeCycleEvent($0.kind, at: $0.at) }
        let events = (declared + (try current().events)).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
            .filter { event in instant.map { event.at <= $0 } ?? true }
        do {
            return try LifeCycle(replaying: events)
        } catch {
            throw CommandFailure(
                .badConfiguration,
                "The events under 'lifeCycle' do not go together with what was recorded: \(error)"
            )
        }
    }

    /// - Parameter instant: nil for now; an earlier one leaves out what happened since.
    package func tenant(at instant: Timestamp? = nil) throws -> TenantFacts {
        let state = try lifeCycle(until: instant).state(at: try instant ?? now())
        return TenantFacts(licenses: licenses, lifeCycle: state)
    }

    /// - Parameter instant: as for `tenant(at:)`.
    package func decide(_ mailbox: Mailbox, at instant: Timestamp? = nil) throws -> Decision {
        let erased = try current().erased
        return policy.decide(
            Facts(
                tenant: try tenant(at: instant),
                mailbox: mailbox,
                user: directory[mailbox.address],
                isErased: journal.map { erased.contains($0.pseudonym(of: mailbox.address)) } ?? false
            )
        )
    }

    /// - Parameter instant: as for `tenant(at:)`.
    package func decideTenant(at instant: Timestamp? = nil) throws -> TenantDecision {
        policy.decide(try tenant(at: instant))
    }

    /// Of the mailboxes that were admitted once and not purged since, which are given and how many are not.
    func held(_ mailboxes: [Mailbox]) throws -> (known: Set<Mailbox>, others: Int) {
        guard let journal else { return ([], 0) }
        let held = try current().held
        let known = Set(mailboxes.filter { held.contains(journal.pseudonym(of: $0.address)) })
        let others = held.subtracting(known.map { journal.pseudonym(of: $0.address) })
        return (known, others.count)
    }

    /// - Throws: `CommandFailure` if this person may not do that.
    static func check(_ kind: LifeCycleEvent.Kind, by actor: EmailAddress, in directory: UserDirectory) throws {
        guard let user = directory[actor] else {
            throw CommandFailure(.notPermitted, "Who is responsible is not in the directory file.")
        }
        do {
            try kind.check(actor: user)
        } catch {
            throw CommandFailure(.notPermitted, error.description)
        }
    }

    /// Says which rows of the directory file cannot be used.
    func tellProblems() {
        Self.tell(directory.problems)
        for conflict in conflicts { Terminal.say("rapport: \(conflict)") }
    }

    private static func tell(_ problems: [DirectoryProblem]) {
        for problem in problems { Terminal.say("rapport: directory file, \(problem)") }
    }

    private func current() throws -> Journal.Content { try journal?.content() ?? Journal.Content() }
}

extension Timestamp {
    /// The machine's time.
    static var now: Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
}
