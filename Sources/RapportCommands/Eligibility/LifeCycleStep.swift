package import Eligibility
package import Interactions

/// One event of the life cycle, checked and recorded.
package struct LifeCycleStep {
    private let eligibility: EligibilityService
    private let journal: Journal

    /// - Parameter clock: the time of the machine.
    /// - Throws: `CommandFailure`, `StoreError` or `AuditError`.
    package init(_ configuration: RapportConfiguration, clock: @escaping @Sendable () -> Timestamp = { .now }) throws {
        journal = try Journal(configuration)
        eligibility = try EligibilityService(configuration, journal: journal, clock: clock)
        try journal.record(try eligibility.newlyDeclared(), at: try eligibility.now())
    }

    /// How things stand after it.
    ///
    /// - Throws: `CommandFailure` of status `notPermitted` if this person may not do that, or `failure` if the event
    ///   cannot follow on what happened so far.
    package func record(_ kind: LifeCycleEvent.Kind, by actor: EmailAddress) throws -> LifeCycleState {
        try EligibilityService.check(kind, by: actor, in: eligibility.directory)
        try journal.record(kind, by: actor) {
            // Asked for here, because only now nobody else can record anything.
            let now = try eligibility.now()
            var lifeCycle = try eligibility.lifeCycle(until: nil)
            do throws(LifeCycleError) {
                try lifeCycle.apply(LifeCycleEvent(kind, at: now))
            } catch {
                throw CommandFailure(.failure, error.description)
            }
            return now
        }
        return try eligibility.tenant().lifeCycle
    }
}
