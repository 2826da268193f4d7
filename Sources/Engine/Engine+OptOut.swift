import Connector
package import Interactions

/// Leaves somebody out of all results on request, without erasing.
extension Engine {
    /// How things stand after somebody opted out, or in again.
    package struct OptOutOutcome: Hashable, Sendable {
        /// Addresses, names and rows by which the person is known.
        package let addresses: Int
        /// Mailboxes of the person's that are read now, and that the next sync removes.
        package let mailboxes: Int
        /// Whether it was so already, so that nothing was recorded.
        package let isAlreadySo: Bool
    }

    /// Leaves a person out of scores, attention, introductions and the list of who is contacted most, and excludes the
    /// person's own mailbox: at once, by every address that is known now or later, and until it is taken back.
    ///
    /// - Parameters:
    ///   - isOut: false to take it back.
    ///   - acceptsClock: the machine's time needs no other evidence.
    /// - Throws: `EngineError`, or what the store and the log throw.
    package func optOut(
        _ person: Participant.Address,
        _ isOut: Bool = true,
        acceptsClock: Bool = false
    ) async throws -> OptOutOutcome {
        let log = try installation.log()
        let (outcome, names) = try await optOutPlan(person, isOut, log)
        if !outcome.isAlreadySo {
            let latest = try log.content().latest
            if !acceptsClock { log.doubt(await doubt(after: latest), of: clock()) }
            try log.record(optOut: isOut, of: names, at: log.now(clock()))
        }
        return outcome
    }

    /// How things would stand after somebody opted out, or in again; writes nothing.
    ///
    /// - Throws: `EngineError`, or what the store and the log throw.
    package func plan(optingOut person: Participant.Address, _ isOut: Bool = true) async throws -> OptOutOutcome {
        try await optOutPlan(person, isOut, try installation.existingLog()).outcome
    }

    /// - Parameter log: nil if nothing was ever recorded.
    private func optOutPlan(
        _ person: Participant.Address,
        _ isOut: Bool,
        _ log: DecisionLog?
    ) async throws -> (outcome: OptOutOutcome, names: [Participant.Address]) {
        let reader = installation.hasStore ? try installation.reader() : nil
        let known = try await known(person, to: reader)
        let read = try await reader?.readMailboxes().count(where: known.mailAddresses.contains) ?? 0
        let all = known.addresses.union(known.rows.map { .record($0) })
        let people = OptedOutPeople(try log?.content().optedOut ?? [], log: log)
        let isAlreadySo = isOut ? all.allSatisfy(people.contains) : !people.contains(anyOf: all)
        let outcome = OptOutOutcome(addresses: all.count, mailboxes: isOut ? read : 0, isAlreadySo: isAlreadySo)
        return (outcome, Array(all))
    }
}
