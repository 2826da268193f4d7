import Connector
package import Eligibility
package import Interactions
import Normalization
import Settings

/// Says what something destructive would remove; writes nothing.
extension Engine {
    /// Which of the mailboxes that are read now would be refused after this event, so that the next sync purges them.
    ///
    /// - Parameter actor: who is to be responsible; nobody is asked whether that is allowed, if nil.
    /// - Throws: `EngineError` of code `outOfOrder` if the event cannot follow, of code `notPermitted` if this person
    ///   may not do that, of code `unknownName` for a role that nobody holds; or what services and the log throw.
    package func plan(_ kind: LifeCycleEvent.Kind, by actor: EmailAddress? = nil) async throws -> PlannedRemoval {
        let service = try await eligibility()
        if let actor {
            try service.check(kind, by: actor)
            if case .rolesSelected(let roles) = kind { try service.checkHeld(roles) }
        }
        var plan = PlannedRemoval(.event(kind))
        do {
            let after = try service.apply(kind, at: service.now())
            let lost = try service.held(service.mailboxes).known.filter { mailbox in
                try service.decide(mailbox).admission != nil && service.decide(mailbox, after: after).admission == nil
            }
            plan.mailboxes = lost.count
            plan.interactions = try await interactions(onlyOf: Set(lost.map(\.address)))
        } catch let error as LifeCycleError {
            guard error.isAlreadySo else { throw EngineError(.outOfOrder, error.description) }
        }
        return plan
    }

    /// What an erasure of this person would touch.
    ///
    /// - Throws: `EngineError`, or what the store and the log throw.
    package func plan(erasing person: Participant.Address) async throws -> PlannedRemoval {
        var plan = PlannedRemoval(.erasure(person))
        guard installation.hasStore else {
            if case .smtp(let address) = person { plan.isColleague = settings.internalDomains.contains(address) }
            return plan
        }
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

    private func interactions(onlyOf mailboxes: Set<EmailAddress>) async throws -> Int {
        installation.hasStore ? try await installation.reader().numbers(onlyOf: mailboxes).count : 0
    }

    /// What a purge of this mailbox would remove.
    ///
    /// - Throws: `EngineError`, of code `unknownName` for a mailbox that nobody has and nothing is stored of; or what
    ///   the store and the log throw.
    package func plan(purging mailbox: Mailbox) async throws -> PlannedRemoval {
        let mailbox = try await known(mailbox)
        var plan = PlannedRemoval(.purge(mailbox))
        guard installation.hasStore else { return plan }
        plan.interactions = try await interactions(onlyOf: [mailbox.address])
        plan.mailboxes = try await installation.reader().readMailboxes().count { $0 == mailbox.address }
        return plan
    }

    /// The mailbox of this address, or else that of the user who has it among others.
    ///
    /// Asks no service, because a purge waits for none.
    private func known(_ mailbox: Mailbox) async throws -> Mailbox {
        let log = try installation.existingLog()
        let facts = try EligibilityFacts(settings, live: nil)
        let service = try EligibilityService(settings, facts: facts, log: log, clock: clock)
        if service.mailboxes.contains(mailbox) { return mailbox }
        if let log, try log.content().held.contains(log.pseudonym(of: mailbox.address)) { return mailbox }
        // A mailbox that has another name now may still be stored by this one.
        if installation.hasStore, try await installation.reader().readMailboxes().contains(mailbox.address) {
            return mailbox
        }
        let meant = service.mailbox(meantBy: mailbox)
        if service.mailboxes.contains(meant) { return meant }
        throw EngineError(
            .unknownName,
            "Nothing of such a mailbox is stored, and it is no user of the directory file. 'rapport eligibility' lists them."
        )
    }
}
