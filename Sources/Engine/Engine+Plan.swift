import Connector
package import Eligibility
package import Interactions
import Normalization
import Settings

/// Says what something destructive would remove; writes nothing.
extension Engine {
    /// Which of the mailboxes that are read now would be refused after this event, so that the next sync purges them.
    ///
    /// - Throws: `EngineError` of code `outOfOrder` if the event cannot follow; or what services and the log throw.
    package func plan(_ kind: LifeCycleEvent.Kind) async throws -> PlannedRemoval {
        let service = try await eligibility()
        var plan = PlannedRemoval()
        do {
            let after = try service.apply(kind, at: service.now())
            plan.mailboxes = try service.held(service.mailboxes).known.count { mailbox in
                try service.decide(mailbox).admission != nil && service.decide(mailbox, after: after).admission == nil
            }
        } catch let error as LifeCycleError {
            guard error.isAlreadySo else { throw EngineError(.outOfOrder, error.description) }
        }
        return plan
    }

    /// What an erasure of this person would touch.
    ///
    /// - Throws: `EngineError`, or what the store and the log throw.
    package func plan(erasing person: Participant.Address) async throws -> PlannedRemoval {
        var plan = PlannedRemoval()
        guard installation.hasStore else { return plan }
        let reader = try installation.reader()
        let known = try await known(person, to: reader)
        let addresses = known.mailAddresses
        plan.isColleague = addresses.contains(where: settings.internalDomains.contains)
        plan.mailboxes = try await reader.readMailboxes().count(where: addresses.contains)
        plan.rows = known.rows.count
        let numbers = Set(try await reader.numbers(of: Array(known.addresses) + known.rows.map { .record($0) }).values)
        guard !numbers.isEmpty else { return plan }
        plan.interactions = try await reader.reduce(into: 0) { count, interaction in
            if interaction.participants.contains(where: { numbers.contains($0.address) }) { count += 1 }
        }
        return plan
    }

    /// Whether a purge of this mailbox would find anything.
    ///
    /// - Throws: `EngineError`, or what the store and the log throw.
    package func plan(purging mailbox: Mailbox) async throws -> PlannedRemoval {
        var plan = PlannedRemoval()
        guard installation.hasStore else { return plan }
        plan.mailboxes = try await installation.reader().readMailboxes().count { $0 == mailbox.address }
        return plan
    }
}
