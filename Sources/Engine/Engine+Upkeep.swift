import Connector
import HTTPTransport
import Interactions
import Pipeline
import SQLiteStore
import Settings

/// What is looked at, and removed, before and after anything is read.
extension Engine {
    /// A store is made before the first mailbox is admitted, so a log of admitted ones without a store has lost it.
    func requireStore(of log: DecisionLog) throws {
        if let lost = try lostStore(of: log) { throw lost }
    }

    /// What to say where mailboxes were read and nothing is stored any more; nil where that is not so.
    func lostStore(of log: DecisionLog) throws -> EngineError? {
        guard installation.isWithoutStore, try !log.content().held.isEmpty else { return nil }
        return EngineError(
            .storeMissing,
            """
            Mailboxes were read into '\(installation.directory)', and nothing is stored there any more. Restore it from \
            a backup, also because who was erased is remembered there; or use --new-store to read everything again.
            """
        )
    }

    func brake() throws -> RemovalBrake {
        // As who writes, because what a killed process left is mended by the writer alone.
        RemovalBrake(reader: installation.hasStore ? try installation.store() : nil)
    }

    func upkeep(
        _ eligibility: EligibilityService,
        _ log: DecisionLog,
        acceptsRemovals: Bool
    ) throws -> StoreUpkeep {
        StoreUpkeep(
            store: try installation.store(),
            decide: { try eligibility.decide($0) },
            retention: settings.retention,
            now: { eligibility.now() },
            told: { [times, clock] in times.earliest(at: clock()) },
            latestTold: { [times, clock] in times.latest(at: clock()) },
            askForTime: { await askForTime() },
            mayExpire: { if !acceptsRemovals { try await brake().check(expiryBefore: $0) } },
            believes: { table, isEmpty in
                let name = "table \(table.folder)"
                let known = try log.content().lists
                if isEmpty || known[name]?.isEmpty == true {
                    try log.record(table: name, isEmpty: isEmpty, at: eligibility.now())
                }
                return !isEmpty || EmptyLists(known: known).believes(emptyTable: name, at: serviceNow())
            },
            record: { try RemovalRecorder(eligibility: eligibility, log: log).record($0) }
        )
    }

    /// Removes what may not be kept whatever the services would say: a definite refusal waits for no server.
    func purgeWithoutServices(_ request: SyncRequest) async throws {
        guard installation.hasStore, let log = try installation.existingLog() else { return }
        let eligibility = try await eligibilityWithoutServices(log)
        if !request.acceptsRemovals { try await brake().check(eligibility) }
        _ = try await upkeep(eligibility, log, acceptsRemovals: true).purge()
    }
}
