import Directory
package import Eligibility
package import Interactions
import SQLiteStore
import Settings

/// Who may be read, and who may do what.
extension Engine {
    /// Decides on mailboxes as of now, after asking services for the facts that the settings name; writes nothing.
    ///
    /// - Throws: `EngineError`, or `SourceError`: what cannot be asked is not replaced by what a file says.
    package func eligibility() async throws -> EligibilityService {
        try await eligibility(try installation.existingLog())
    }

    /// The service for a run or a change: what the settings declare is taken over into the log first.
    ///
    /// - Parameter acceptsClock: the machine's time needs no other evidence.
    func recordingEligibility(
        acceptsClock: Bool
    ) async throws -> (service: EligibilityService, log: DecisionLog) {
        let log = try installation.log()
        let service = try await eligibility(log)
        if !acceptsClock { log.doubt(await doubt(after: log.latest), of: clock()) }
        try log.record(service.facts.lists, at: service.now())
        try log.record(try service.newlyDeclared(), at: service.now())
        return (service, log)
    }

    /// The service while services cannot be asked: only who is refused by what is known all the same is refused.
    func eligibilityWithoutServices(_ log: DecisionLog) async throws -> EligibilityService {
        var live = LiveFactsReader(engine: self).nothing(at: clock())
        if settings.eligibility.asked.contains(.users) {
            // Of whom something is stored, nobody can say now that he is no user any more.
            live.users = try await installation.store().mailboxes().compactMap { mailbox in
                EmailAddress(mailbox.text).map { ServiceUser(address: $0, account: nil) }
            }
        }
        let facts = try EligibilityFacts(settings, live: live)
        let service = try EligibilityService(settings, facts: facts, log: log, clock: clock)
        log.doubt(await doubt(after: log.latest), of: clock())
        return service
    }

    /// - Throws: `EngineError`, or `SourceError`.
    func eligibility(_ log: DecisionLog?) async throws -> EligibilityService {
        let reader = LiveFactsReader(engine: self)
        var live = try await reader.facts(at: clock())
        if let log, var told = live {
            EmptyLists(known: try log.content().lists).judge(&told, at: serviceNow())
            live = told
        }
        func service() throws -> EligibilityService {
            let facts = try EligibilityFacts(settings, live: live)
            return try EligibilityService(settings, facts: facts, log: log, clock: clock)
        }
        func checked(_ service: EligibilityService) throws -> EligibilityService {
            try service.checkNames(in: settings)
            return service
        }
        guard settings.eligibility.asked.contains(.mailboxKinds) else { return try checked(service()) }
        let file = try UserDirectory(settings: settings, live: live)
        // As if every mailbox were a person's: who is refused all the same is refused by another gate.
        live?.kinds = Dictionary(uniqueKeysWithValues: file.users.map { ($0.mailbox.address, .user) })
        let provisional = try service()
        let candidates = try provisional.mailboxes.filter { try provisional.decide($0).admission != nil }
        live?.kinds = try await reader.kinds(of: candidates, file: file)
        return try checked(service())
    }

    /// Under whose rules this installation decides.
    package var profile: EligibilityProfile { settings.eligibility.rules.profile }

    /// How things stand after an event was asked for.
    package struct LifeCycleOutcome: Sendable {
        package let state: LifeCycleState
        /// Why nothing was recorded; nil if the event was.
        package let already: String?
    }

    /// Records an event of the life cycle, unless things are so already, and says how they stand then.
    ///
    /// - Parameters:
    ///   - confirmed: that what the event would have removed may go; nil if nothing would.
    ///   - acceptsClock: the machine's time needs no other evidence.
    /// - Throws: `EngineError` of code `notPermitted` if this person may not do that, of code `outOfOrder` if the event
    ///   cannot follow on what happened so far, of code `unconfirmed` if it would have something removed and nobody
    ///   agreed; or what the services and the log throw.
    @discardableResult
    package func record(
        _ kind: LifeCycleEvent.Kind,
        by actor: EmailAddress,
        confirmed: ConfirmedRemoval? = nil,
        acceptsClock: Bool = false
    ) async throws -> LifeCycleOutcome {
        if confirmed?.act != .event(kind), kind.mayRefuse {
            let plan = try await plan(kind)
            guard plan.isEmpty else {
                throw EngineError(
                    .unconfirmed,
                    "The next sync would remove what only \(plan.mailboxes) mailboxes contributed, and nobody confirmed that."
                )
            }
        }
        let (service, log) = try await recordingEligibility(acceptsClock: acceptsClock)
        try service.check(kind, by: actor)
        if case .rolesSelected(let roles) = kind { try service.checkHeld(roles) }
        var already: String?
        do {
            try log.record(kind, by: actor) {
                // Asked for here, because only now nobody else can record anything.
                let now = service.now()
                _ = try service.apply(kind, at: now)
                return now
            }
        } catch let error as LifeCycleError {
            guard error.isAlreadySo else { throw EngineError(.outOfOrder, error.description) }
            already = error.description
        }
        return LifeCycleOutcome(state: try service.tenant().lifeCycle, already: already)
    }
}
