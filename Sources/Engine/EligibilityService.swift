import Directory
package import Eligibility
package import Interactions
import Settings
import Synchronization

/// Decides on a tenant's mailboxes from the settings, the facts and the recorded events.
///
/// Writes nothing. Events that other processes record count from the next question on.
package final class EligibilityService: Sendable {
    let facts: EligibilityFacts
    let log: DecisionLog?
    private let listed: [Mailbox]?
    private let policy: EligibilityPolicy
    private let profile: EligibilityProfile
    private let declared: [DeclaredEvent]
    private let clock: @Sendable () -> Timestamp
    private let replayed = Mutex<Replay?>(nil)

    /// What the events amount to, for as long as there are no others.
    private struct Replay {
        let logSize: Int
        /// How many of the declared events had happened.
        let declared: Int
        let lifeCycle: LifeCycle
    }

    /// - Parameters:
    ///   - log: nil if nothing was ever recorded.
    ///   - clock: the time of the machine.
    /// - Throws: `EngineError` if the declared events cannot be used, `AuditError`.
    init(
        _ settings: RapportSettings,
        facts: EligibilityFacts,
        log: DecisionLog?,
        clock: @escaping @Sendable () -> Timestamp
    ) throws {
        self.facts = facts
        self.log = log
        self.clock = clock
        listed = settings.mailboxes
        policy = EligibilityPolicy(settings.eligibility.rules)
        profile = settings.eligibility.rules.profile
        declared = settings.eligibility.declaredEvents
        _ = try lifeCycle(until: nil)
    }

    /// Mailboxes to be decided on, sorted: all that the directory knows, or those that the settings list.
    package var mailboxes: [Mailbox] {
        guard let listed else { return facts.directory.users.map(\.mailbox) }
        // Whoever is listed by an alias is listed, and only once.
        return Set(listed.map(mailbox(meantBy:))).sorted()
    }

    /// The mailbox that somebody means by any address of its owner; the same one where no user has the address.
    func mailbox(meantBy mailbox: Mailbox) -> Mailbox { facts.directory[mailbox.address]?.mailbox ?? mailbox }

    /// Whether a mailbox is on the organisation's own server, as far as the directory says.
    func isOnPremises(_ mailbox: Mailbox) -> Bool {
        facts.directory[mailbox.address]?.location.value?.isOnPremises == true
    }

    /// All that the directory knows the owner of a mailbox by.
    func addresses(ofOwnerOf mailbox: Mailbox) -> Set<Participant.Address> {
        facts.directory[mailbox.address]?.addresses ?? []
    }

    /// What cannot be used of the file of users, and what services say otherwise; a sentence each, without an address.
    package var problems: [String] { facts.problems }

    /// The time of decisions: the machine's, but never before what is recorded as far as that was read.
    package func now() -> Timestamp {
        let time = clock()
        return log?.now(time) ?? time
    }

    // MARK: The life cycle

    /// What the settings declare and nobody has taken over yet; what they declare for the future is none of it.
    ///
    /// - Throws: `EngineError` if who is responsible may not do that.
    func newlyDeclared() throws -> [DeclaredEvent] {
        let events = try unrecorded(declared)
        for event in events {
            do {
                try check(event.kind, by: event.actor, named: "under '\(event.actorKey)'")
            } catch let error as EngineError {
                throw EngineError(
                    .badSettings,
                    "The events under 'lifeCycle' need an administrator as of now: \(error.message)"
                )
            }
        }
        return events
    }

    /// Of these events those that have happened by now and are not in the log.
    func unrecorded(_ declared: [DeclaredEvent]) throws -> [DeclaredEvent] {
        guard !declared.isEmpty else { return [] }
        let recorded = Set(try content().events)
        let now = now()
        return declared.filter { $0.at <= now && !recorded.contains(LifeCycleEvent($0.kind, at: $0.at)) }
    }

    /// The next instant at which something switches off by itself, or happens that the settings declare; nil if there
    /// is none to come.
    func nextChange() throws -> Timestamp? {
        let now = now()
        let clockEnd: Timestamp? =
            switch try tenant().lifeCycle.consent {
            case .pending(let end), .withdrawn(_, let end?): end
            case .granted, .withdrawn(_, nil), .missing: nil
            }
        return (declared.map(\.at) + [clockEnd].compactMap(\.self)).filter { $0 > now }.min()
    }

    /// What happened, up to an instant if one is given.
    func lifeCycle(until instant: Timestamp?) throws -> LifeCycle {
        let content = try content()
        let declared = try newlyDeclared()
        if instant == nil, let known = replayed.withLock({ $0 }), known.logSize == content.size,
            known.declared == declared.count
        {
            return known.lifeCycle
        }
        let events = (declared.map { LifeCycleEvent($0.kind, at: $0.at) } + content.events).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
            .filter { event in instant.map { event.at <= $0 } ?? true }
        do {
            let lifeCycle = try LifeCycle(replaying: events)
            guard instant == nil else { return lifeCycle }
            let replay = Replay(logSize: content.size, declared: declared.count, lifeCycle: lifeCycle)
            replayed.withLock { $0 = replay }
            return lifeCycle
        } catch {
            throw EngineError(
                .badSettings,
                "The events under 'lifeCycle' do not go together with what was recorded: \(error)"
            )
        }
    }

    /// How things stand if this happens now as well.
    ///
    /// - Throws: `LifeCycleError` if it cannot follow, or what the log throws.
    func apply(_ kind: LifeCycleEvent.Kind, at now: Timestamp) throws -> LifeCycle {
        var lifeCycle = try lifeCycle(until: nil)
        try lifeCycle.apply(LifeCycleEvent(kind, at: now), under: profile)
        return lifeCycle
    }

    /// - Parameter place: where this person is named.
    /// - Throws: `EngineError` if this person may not do that.
    func check(_ kind: LifeCycleEvent.Kind, by actor: EmailAddress, named place: String = "with --as") throws {
        guard let user = facts.directory[actor] else {
            throw EngineError(
                .notPermitted,
                "Nothing is known of who is named \(place): neither the file of users nor a service has this user."
            )
        }
        do {
            try kind.check(actor: user, under: profile)
        } catch {
            throw EngineError(.notPermitted, error.description)
        }
    }

    /// - Throws: `EngineError` unless this person is a System Administrator.
    func checkSystemAdministrator(_ actor: EmailAddress) throws { try check(.enabled, by: actor) }

    // MARK: Decisions

    /// What the tenant's decision stands on.
    ///
    /// - Parameter instant: nil for now; an earlier one leaves out what happened since.
    package func tenant(at instant: Timestamp? = nil) throws -> TenantFacts {
        tenant(try lifeCycle(until: instant).state(at: instant ?? now()))
    }

    private func tenant(_ state: LifeCycleState) -> TenantFacts {
        TenantFacts(licenses: facts.licenses, lifeCycle: state, roles: facts.directory.roleCatalog)
    }

    /// Decides on one mailbox.
    ///
    /// - Parameter instant: nil for now; an earlier one leaves out what happened since.
    package func decide(_ mailbox: Mailbox, at instant: Timestamp? = nil) throws -> Decision {
        try decide(mailbox, tenant(at: instant))
    }

    /// Decides on one mailbox as if the life cycle were this one.
    func decide(_ mailbox: Mailbox, after lifeCycle: LifeCycle) throws -> Decision {
        try decide(mailbox, tenant(lifeCycle.state(at: now())))
    }

    /// Decides on one mailbox of a tenant as it stood at some instant.
    func decide(_ mailbox: Mailbox, _ tenant: TenantFacts) throws -> Decision {
        var user = facts.directory[mailbox.address]
        if let known = user, try optedOut().contains(anyOf: known.addresses) {
            user?.hasOptedOut = Fact(true, source: .lifeCycle, observedAt: now())
        }
        return policy.decide(
            Facts(
                tenant: tenant,
                mailbox: mailbox,
                user: user,
                isErased: try isErased(user?.addresses ?? [.smtp(mailbox.address)])
            )
        )
    }

    /// Who opted out by request.
    func optedOut() throws -> OptedOutPeople { OptedOutPeople(try content().optedOut, log: log) }

    /// How often a removal was begun, or done, whichever process did it.
    ///
    /// - Throws: `AuditError`.
    func removals() throws -> Int { try content().removals }

    /// Whether somebody with one of these addresses was erased.
    private func isErased(_ addresses: Set<Participant.Address>) throws -> Bool {
        let erased = try content().erased
        guard let log, !erased.isEmpty else { return false }
        return addresses.contains { erased.contains(log.pseudonym(of: $0)) }
    }

    /// Decides on what each feature may use in the whole tenant.
    ///
    /// - Parameter instant: nil for now; an earlier one leaves out what happened since.
    package func decideTenant(at instant: Timestamp? = nil) throws -> TenantDecision {
        policy.decide(try tenant(at: instant))
    }

    /// Of the mailboxes that were admitted once and not purged since, which are given and how many are not.
    ///
    /// Whoever was admitted by an address that is another of his own by now is given.
    func held(_ mailboxes: [Mailbox]) throws -> (known: Set<Mailbox>, others: Int) {
        let held = try content().held
        guard let log, !held.isEmpty else { return ([], 0) }
        var others = held
        let known = mailboxes.filter { mailbox in
            let addresses = facts.directory[mailbox.address]?.addresses ?? []
            let names = held.intersection(addresses.union([.smtp(mailbox.address)]).map { log.pseudonym(of: $0) })
            others.subtract(names)
            return !names.isEmpty
        }
        return (Set(known), others.count)
    }

    private func content() throws -> DecisionLogContent { try log?.content() ?? DecisionLogContent() }
}
