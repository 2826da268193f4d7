import Directory
package import Eligibility
import FoundationEssentials
package import Interactions
import Synchronization

/// Decides on a tenant's mailboxes from the configuration, the directory file and the recorded events.
///
/// Writes nothing. Events that other processes record count from the next question on.
package final class Gatekeeper: Sendable {
    let directory: Directory
    private let mailboxList: [Mailbox]?
    private let policy: Policy
    private let licenses: Fact<Set<String>>
    private let declared: [LifeCycleEvent]
    private let journal: Journal?
    private let content: Mutex<Journal.Content>
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
        let directory: Directory
        do {
            directory = try Directory(path: eligibility.directoryFile)
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
        self.directory = directory
        mailboxList = configuration.mailboxes
        policy = Policy(eligibility.rules)
        licenses = Fact(eligibility.licenses, source: .configuration, observedAt: configuration.modifiedAt)
        declared = try eligibility.declaredEvents.map { event in
            try Self.check(event.kind, by: event.actor, in: directory)
            return LifeCycleEvent(event.kind, at: event.at)
        }
        self.journal = journal
        self.clock = clock
        content = Mutex(try journal?.content() ?? Journal.Content())
        _ = try lifeCycle(until: nil)
    }

    /// Mailboxes to be decided on, sorted: all that the directory knows, or those that the configuration lists.
    package var mailboxes: [Mailbox] { mailboxList?.sorted() ?? directory.users.map(\.mailbox) }

    /// The machine's time, but never before what is recorded.
    func now() throws -> Timestamp {
        let latest = try current().latest
        return max(clock(), latest ?? clock())
    }

    /// What happened, up to an instant if one is given.
    func lifeCycle(until instant: Timestamp?) throws -> LifeCycle {
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

    /// The last recorded decision on a mailbox let it through.
    func wasAdmitted(_ mailbox: Mailbox) throws -> Bool {
        guard let journal else { return false }
        return try current().decisions[journal.pseudonym(of: mailbox.address)]?.hasSuffix(":admitted") ?? false
    }

    /// - Throws: `CommandFailure` if this person may not do that.
    static func check(_ kind: LifeCycleEvent.Kind, by actor: EmailAddress, in directory: Directory) throws {
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
    func tellProblems() { Self.tell(directory.problems) }

    private static func tell(_ problems: [DirectoryProblem]) {
        for problem in problems { Terminal.say("rapport: directory file, \(problem)") }
    }

    private func current() throws -> Journal.Content {
        guard let journal else { return content.withLock { $0 } }
        let size = journal.size
        if let known = content.withLock({ $0.size == size ? $0 : nil }) { return known }
        let fresh = try journal.content()
        content.withLock { $0 = fresh }
        return fresh
    }
}

extension Timestamp {
    /// The machine's time.
    static var now: Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
}
