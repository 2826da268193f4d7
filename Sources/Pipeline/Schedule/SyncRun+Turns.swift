import Connector
package import Eligibility
package import Interactions
import Normalization
import Synchronization

/// The steps of a run one by one, for a schedule.
extension SyncRun {
    /// What sources have found out about their servers, for as long as the servers answer.
    package final class Lanes: Sendable {
        private let known = Mutex<[String: SourceReader.Shared]>([:])

        package init() {}

        func shared(_ source: String) -> SourceReader.Shared? { known.withLock { $0[source] } }

        /// The first that was made counts for all.
        func keep(_ shared: SourceReader.Shared) -> SourceReader.Shared {
            known.withLock { known in
                let kept = known[shared.binding.name] ?? shared
                known[shared.binding.name] = kept
                return kept
            }
        }

        func forget(_ source: String) { known.withLock { $0[source] = nil } }
    }

    /// The name of the CRM's source; nil where there is no CRM.
    package var crmName: String? { crm?.name }

    /// Decides on everybody, has it recorded, and removes what may not be kept.
    ///
    /// - Throws: what the store, `decide` or the record throws.
    package func settle(_ mailboxes: [Mailbox]) async throws -> (decisions: [Decision], upkeep: StoreUpkeep.Outcome) {
        // Removing what is refused needs neither a server nor the right time, so it comes first.
        var outcome = try await upkeep.run()
        let decisions = try await upkeep.decisions(on: mailboxes)
        try await upkeep.store.setDirectory(directory, plusAddressing: normalizer.plusAddressing)
        outcome.derived = try await upkeep.derive(normalizer.sides) { [stop] in stop.isRequested }.derived
        return (decisions, outcome)
    }

    /// Reads one owner up to now, through the source whose turn it is.
    ///
    /// - Parameters:
    ///   - lanes: what is known of the servers; what turns out to be out of reach is asked anew the next time.
    ///   - all: everybody who may be read, among whom sources are found.
    /// - Throws: what the store or `decide` throws, or `CancellationError`.
    package func read(_ owner: StreamOwner, _ lanes: Lanes, among all: [Mailbox]) async throws -> OwnerOutcome {
        do {
            guard let shared = try await lane(of: owner, lanes, among: all) else {
                return OwnerOutcome(owner, end: .failed(.noSource))
            }
            let former = owner == .crm ? formerCRMSources : formerSources.union([shared.binding.name])
            let outcome = try await ownerSync(owner, shared, formerSources: former).run()
            if case .failed(let error) = outcome.end, error.scope >= .host { lanes.forget(shared.binding.name) }
            return outcome
        } catch is StopRequested {
            return OwnerOutcome(owner, end: .stopped(nil))
        } catch let error as SourceError {
            // Where the server is cannot be found out, which concerns everybody.
            return OwnerOutcome(owner, end: .failed(error.widened))
        }
    }

    private func lane(
        of owner: StreamOwner,
        _ lanes: Lanes,
        among all: [Mailbox]
    ) async throws -> SourceReader.Shared? {
        guard case .mailbox(let mailbox) = owner else {
            return crm.map { lanes.shared($0.name) ?? lanes.keep(shared($0)) }
        }
        for source in formerSources.sorted() {
            if let shared = lanes.shared(source), shared.binding.reads(mailbox) { return shared }
        }
        let found = try await stop.answer(within: configuration.retry.grace, clock: pauses.clock) { [bindings] in
            try await bindings(all)
        }
        guard let binding = found.first(where: { $0.reads(mailbox) }) else { return nil }
        return lanes.keep(shared(binding))
    }
}

extension SourceError {
    /// The same about the whole source.
    fileprivate var widened: SourceError {
        SourceError(code, scope: max(scope, .host), retry: retry, message: message, vendorCode: vendorCode)
    }
}
