import Connector
import Eligibility
import Interactions
import Pipeline
import SQLiteStore
import Settings
import Synchronization

/// What a schedule does its work with: the facts as they were read last, the sources, and the store, which it holds.
final class ScheduledReading: Sendable {
    private struct Session: Sendable {
        let eligibility: EligibilityService
        let log: DecisionLog
        let run: SyncRun
        /// When the facts were read.
        let readAt: Timestamp
        var readable: [Mailbox] = []
    }

    private let engine: Engine
    private let request: Engine.SyncRequest
    private let every: Duration
    private let stop: StopSignal
    private let progress: @Sendable (SyncProgress) -> Void
    private let pauses: PauseBook
    private let lanes = SyncRun.Lanes()
    /// Held open, so that nobody else writes; nil until there is one, which is not before the log that belongs to it.
    private let store: Mutex<SQLiteInteractionStore?>
    let rounds: RoundBook
    private let session = Mutex<Session?>(nil)

    /// A service that asks for more patience than this is left alone by itself, and keeps nobody's place.
    private static let patience = Duration.seconds(30)
    /// Facts that are older than so many of their intervals decide about no mailbox any more.
    private static let staleAfter = 4

    init(
        _ engine: Engine,
        _ request: Engine.SyncRequest,
        every: Duration,
        clock: any Clock<Duration>,
        stop: StopSignal,
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) throws {
        self.engine = engine
        self.request = request
        self.every = every
        self.stop = stop
        self.progress = progress
        pauses = PauseBook(clock)
        store = Mutex(engine.installation.hasStore ? try engine.installation.store() : nil)
        rounds = RoundBook(in: engine.installation.directory)
    }

    var work: ScheduleWork {
        ScheduleWork(
            refresh: { try await self.refresh() },
            settle: { try await self.settle() },
            read: { try await self.read($0) },
            derive: { try await self.derive() },
            recorded: { try self.recorded() },
            deadline: { try self.deadline() }
        )
    }

    private func refresh() async throws {
        let (eligibility, log) = try await stop.answer { [engine, request] in
            try await engine.recordingEligibility(acceptsClock: request.acceptsClock)
        }
        if !request.acceptsNewStore { try engine.requireStore(of: log) }
        if !request.acceptsRemovals { try await engine.brake().check(eligibility) }
        _ = try engine.selected(request.mailboxes, of: eligibility.mailboxes)
        var plan = engine.settings.plan
        plan.retry.longestWait = Self.patience
        let run = try engine.run(
            eligibility,
            log,
            plan,
            acceptsRemovals: request.acceptsRemovals,
            pauses: pauses,
            stop: stop,
            progress: progress
        )
        let held = try engine.installation.store()
        store.withLock { $0 = held }
        let now = engine.clock()
        session.withLock { current in
            current = Session(
                eligibility: eligibility,
                log: log,
                run: run,
                readAt: now,
                readable: current?.readable ?? []
            )
        }
    }

    private func settle() async throws -> Settlement {
        guard let session = session.withLock({ $0 }) else { return Settlement(turns: []) }
        let eligibility = session.eligibility
        try engine.recordSwitchOff(eligibility, session.log)
        let mailboxes = try engine.selected(request.mailboxes, of: eligibility.mailboxes)
        let (decisions, upkeep) = try await session.run.settle(mailboxes)
        let now = engine.clock()
        let age = now.duration(since: session.readAt)
        let isStale = age > engine.settings.schedule.factsEvery * Self.staleAfter
        let readable = isStale ? [] : decisions.compactMap { $0.admission?.owner.mailbox }
        self.session.withLock { $0?.readable = readable }
        var turns = readable.map { turn(.mailbox($0), source: engine.sourceName(of: $0, eligibility), at: now) }
        if let crm = session.run.crmName { turns.append(turn(.crm, source: crm, at: now)) }
        rounds.keep(Set(turns.map(\.owner)))
        return Settlement(turns: turns, decisions: decisions, upkeep: upkeep)
    }

    private func turn(_ owner: StreamOwner, source: String, at now: Timestamp) -> Turn {
        let round = rounds[owner]
        return Turn(owner, source: source, every: every, age: round?.age(at: now), activity: round?.items ?? 0)
    }

    private func read(_ owner: StreamOwner) async throws -> OwnerOutcome {
        guard let session = session.withLock({ $0 }) else { return OwnerOutcome(owner, end: .stopped(nil)) }
        let outcome = try await session.run.read(owner, lanes, among: session.readable)
        let source =
            switch owner {
            case .crm: session.run.crmName ?? ""
            case .mailbox(let mailbox): engine.sourceName(of: mailbox, session.eligibility)
            }
        rounds.note(outcome, source: source, at: engine.clock())
        return outcome
    }

    /// Derived streams of the feed, by the facts as they were read last.
    private func derive() async throws {
        guard let session = session.withLock({ $0 }), let store = store.withLock({ $0 }) else { return }
        try await engine.refreshFeed(into: store, knowing: session.eligibility)
    }

    private func recorded() throws -> Int {
        // Asked every few seconds: who was read last is not unknown to others until somebody is read again.
        rounds.saveIfDue(at: engine.clock())
        return try session.withLock { $0 }?.log.content().standing ?? 0
    }

    /// The next instant at which what holds changes by itself.
    private func deadline() throws -> Timestamp? {
        try session.withLock { $0 }?.eligibility.nextChange()
    }
}
