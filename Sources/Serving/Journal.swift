import Connector
import Eligibility
import Engine
import Interactions
import Logging
import Pipeline
import Synchronization

/// Tells logs, metrics and the supervisor what happens on the schedule: mailboxes by their keyed hashes, counts, codes.
final class Journal: Sendable {
    private struct State {
        var isReady = false
        var reason = "facts are being read"
        /// Why somebody could not be read the last time: what goes on is not said again.
        var failing: [StreamOwner: SourceError.Code] = [:]
        /// Reasons to wait that were said already.
        var waits: Set<String> = []
        var refusals: [String: Int]?
        var pseudonyms: [Mailbox: String] = [:]
    }

    private let logger: Logger
    private let metrics: ServiceMetrics
    private let supervisor: Supervisor
    private let state = Mutex(State())

    init(logger: Logger, metrics: ServiceMetrics, supervisor: Supervisor) {
        self.logger = logger
        self.metrics = metrics
        self.supervisor = supervisor
    }

    /// Why nothing can be relied on yet; nil once everybody was decided on.
    var unreadiness: String? { state.withLock { $0.isReady ? nil : $0.reason } }

    func note(_ news: ScheduleNews, _ engine: Engine) {
        metrics.note(news)
        switch news {
        case .settled(let settlement): settled(settlement)
        case .refreshFailed(let error, let next):
            let reason = (error as? SourceError)?.description ?? EngineError(error)?.message ?? "\(type(of: error))"
            let isFirst = state.withLock { state in
                defer { state.reason = "facts cannot be read" }
                return !state.isReady
            }
            logger.warning(
                "facts not read",
                metadata: ["reason": "\(reason)", "next_try_s": .stringConvertible(next.components.seconds)]
            )
            // A supervisor waits for the process, and not for other people's services.
            if isFirst { supervisor.tell(.ready, .status("waiting for facts")) }
        case .derivationFailed(let error):
            let reason = EngineError(error)?.message ?? "\(type(of: error))"
            logger.warning("scores of the feed not worked out", metadata: ["reason": "\(reason)"])
        case .began(let owner): logger.debug("reading", metadata: fields(owner, engine))
        case .ended(let outcome, let took): ended(outcome, took, engine)
        case .progress(let progress): note(progress, engine)
        case .stopped: logger.info("stopped reading; all pages under way are committed")
        }
    }

    /// Nothing is read before the next try, and nobody may rely on this process being up to date.
    func noteUnwritable(_ error: any Error, next: Duration) {
        let reason = EngineError(error)?.message ?? "\(type(of: error))"
        state.withLock { state in
            state.isReady = false
            state.reason = reason
        }
        logger.error(
            "not reading",
            metadata: ["reason": "\(reason)", "next_try_s": .stringConvertible(next.components.seconds)]
        )
        supervisor.tell(.status(reason))
    }

    private func settled(_ settlement: Settlement) {
        let refused = settlement.decisions.count { $0.admission == nil }
        let refusals = Refusal.counts(settlement.decisions).reduce(into: [:]) { $0[$1.reason] = $1.count }
        let (isFirst, isNew) = state.withLock { state in
            defer {
                state.isReady = true
                state.refusals = refusals
            }
            return (!state.isReady, state.refusals != refusals)
        }
        var fields: Logger.Metadata = [
            "readable": .stringConvertible(settlement.turns.count), "refused": .stringConvertible(refused),
        ]
        let removed = settlement.upkeep.purged.removed + settlement.upkeep.expired.removed
        if removed > 0 { fields["removed"] = .stringConvertible(removed) }
        if !settlement.upkeep.purges.isEmpty {
            fields["purged_mailboxes"] = .stringConvertible(settlement.upkeep.purges.count)
        }
        if !refusals.isEmpty {
            fields["reasons"] =
                "\(refusals.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))"
        }
        logger.log(level: isNew || removed > 0 ? .notice : .debug, "decided who is read", metadata: fields)
        if isFirst { supervisor.tell(.ready) }
        supervisor.tell(.status("\(settlement.turns.count) read on schedule, \(refused) refused"))
    }

    private func ended(_ outcome: OwnerOutcome, _ took: Duration, _ engine: Engine) {
        var fields = fields(outcome.owner, engine)
        fields["items"] = .stringConvertible(outcome.found)
        fields["added"] = .stringConvertible(outcome.commits.added)
        fields["changed"] = .stringConvertible(outcome.commits.changed)
        fields["removed"] = .stringConvertible(outcome.commits.removed)
        fields["streams"] = .stringConvertible(outcome.streams.count)
        fields["took_ms"] = .stringConvertible(Int(took / .milliseconds(1)))
        let problem = outcome.problem
        let before = state.withLock { state in
            defer { state.failing[outcome.owner] = problem?.code }
            return state.failing[outcome.owner]
        }
        if let problem {
            fields["code"] = "\(problem.code.rawValue)"
            fields["scope"] = "\(problem.scope)"
            fields["reason"] = "\(problem.message)"
            if let vendorCode = problem.vendorCode { fields["vendor_code"] = "\(vendorCode)" }
        }
        switch outcome.end {
        case .complete:
            if before != nil {
                logger.notice("read again", metadata: fields)
            } else {
                logger.log(level: outcome.commits == CommitSummary() ? .debug : .info, "read", metadata: fields)
            }
        case .incomplete:
            logger.log(level: before == problem?.code ? .debug : .warning, "read, but not all of it", metadata: fields)
        case .failed:
            logger.log(level: before == problem?.code ? .debug : .warning, "not read", metadata: fields)
        case .refused(let reasons):
            fields["reasons"] = "\(reasons.map(\.code.rawValue).joined(separator: ", "))"
            logger.info("refused", metadata: fields)
        case .stopped: logger.debug("ended before its end", metadata: fields)
        }
    }

    private func note(_ progress: SyncProgress, _ engine: Engine) {
        switch progress {
        case .page(let stream, let items):
            var fields = fields(stream.owner, engine)
            fields["stream"] = "\(stream.kind.rawValue)"
            fields["items"] = .stringConvertible(items)
            logger.trace("page committed", metadata: fields)
        case .waiting(let wait, let reason, let owner):
            let isNew = state.withLock { $0.waits.count < 1_000 && $0.waits.insert(reason).inserted }
            var fields = fields(owner, engine)
            fields["wait_s"] = .stringConvertible(wait.components.seconds)
            fields["reason"] = "\(reason)"
            logger.log(level: isNew ? .info : .debug, "waiting", metadata: fields)
        case .planned, .began, .ended, .answered: break
        }
    }

    private func fields(_ owner: StreamOwner, _ engine: Engine) -> Logger.Metadata {
        guard let mailbox = owner.mailbox else { return ["mailbox": "(CRM)"] }
        if let known = state.withLock({ $0.pseudonyms[mailbox] }) { return ["mailbox": "\(known)"] }
        guard let pseudonym = engine.pseudonym(of: mailbox) else { return [:] }
        state.withLock { $0.pseudonyms[mailbox] = pseudonym }
        return ["mailbox": "\(pseudonym)"]
    }
}

extension OwnerOutcome {
    fileprivate var problem: SourceError? {
        switch end {
        case .incomplete(let error), .failed(let error), .stopped(let error?): error
        case .complete, .refused, .stopped(nil): nil
        }
    }
}
