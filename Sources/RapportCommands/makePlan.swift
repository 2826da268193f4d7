import Connector
import EWS
import Interactions
import MicrosoftGraph
import Normalization
import Pipeline
import SQLiteStore

/// Puts the concrete types together; the only place that names them.
///
/// - Parameter upkeep: of the store to be written to.
/// - Throws: `CommandFailure`, `StoreError`.
func makePlan(
    _ configuration: RapportConfiguration,
    upkeep: StoreUpkeep,
    now: @escaping @Sendable () -> Timestamp,
    stop: StopSignal,
    progress: @escaping @Sendable (SyncProgress) -> Void
) throws -> SyncRun {
    SyncRun(
        mailboxes: { [try await makeSource(configuration, for: $0, now: now)] },
        formerSources: [EWSSource.name, GraphSource.name],
        crm: try makeCRMSource(configuration, now: now),
        upkeep: upkeep,
        normalizer: Normalizer(
            identity: try makeIdentity(configuration),
            internalDomains: configuration.internalDomains,
            subject: configuration.subject
        ),
        configuration: configuration.plan,
        stop: stop,
        progress: progress
    )
}

/// The store, for writing.
///
/// - Throws: `CommandFailure`, `StoreError`.
func makeStore(_ configuration: RapportConfiguration) throws -> SQLiteInteractionStore {
    let identity = try makeIdentity(configuration)
    return try SQLiteInteractionStore(
        directory: configuration.dataDirectory,
        tenant: configuration.tenant,
        personHash: { identity.person($0) }
    )
}

private func makeIdentity(_ configuration: RapportConfiguration) throws -> IdentityHash {
    let key = try KeyFile.load(in: configuration.dataDirectory)
    guard let identity = IdentityHash(key: key, tenant: configuration.tenant) else {
        throw CommandFailure(.cannotCreate, "The data directory holds no usable key.")
    }
    return identity
}
