package import Interactions

/// Repairs an installation whose clock was ahead, without losing the log, the key or who was erased.
extension Engine {
    /// What a correction of the clock changed.
    package struct ClockCorrection: Hashable, Sendable {
        /// The time of the newest record until then; nil if nothing was recorded.
        package let newest: Timestamp?
        /// The time from which everything goes on.
        package let now: Timestamp
    }

    /// Records that the machine's time is right, whatever was recorded before.
    ///
    /// What was recorded for a later time counts as of now, and the next sync reads again what was left out meanwhile.
    ///
    /// - Parameters:
    ///   - actor: a System Administrator.
    ///   - acceptsClock: the machine's time needs no other evidence.
    /// - Throws: `EngineError` of code `notPermitted` if this person may not do that, of code `unprovenTime` if no
    ///   service agrees with the machine; or what the services and the log throw.
    package func correctClock(by actor: EmailAddress, acceptsClock: Bool = false) async throws -> ClockCorrection {
        guard let log = try installation.existingLog() else {
            throw EngineError(.outOfOrder, "Nothing was recorded yet, so there is nothing to correct.")
        }
        let service = try await eligibility(log)
        try service.checkSystemAdministrator(actor)
        let newest = try log.content().latest
        let now = clock()
        if !acceptsClock, let error = await unprovenTime(after: newest ?? now) { throw error }
        try log.recordCorrection(by: actor, at: now)
        return ClockCorrection(newest: newest, now: now)
    }
}
