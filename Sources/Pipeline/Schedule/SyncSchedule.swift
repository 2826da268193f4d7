import Connector
package import Interactions
import ServiceLifecycle

/// Reads everybody at their intervals for as long as it runs, and does what falls due beside it: facts, life-cycle
/// instants, retention.
package struct SyncSchedule: Service {
    package struct Configuration: Sendable {
        /// From one question about facts to the next.
        package var factsEvery = Duration.seconds(3_600)
        /// How soon it is noticed that another process recorded something.
        package var watchEvery = Duration.seconds(5)
        /// How soon something is derived from what is new: more may follow at once.
        package var deriveAfter = Duration.seconds(5)
        /// How soon after one derivation there may be another; and so many times as long as it took.
        package var deriveEvery = Duration.seconds(60)
        package var derivePatience = 20
        package var timetable = Timetable.Configuration()

        package init() {}
    }

    private enum Message: Sendable {
        case ended(OwnerOutcome, took: Duration)
        case refreshed((any Error)?)
        case settled(Settlement)
        case derived((any Error)?, took: Duration)
        /// The store or the log cannot be used. A task that threw would end the group's other tasks and those that
        /// come, and leave the loop without an end.
        case broken(any Error)
    }

    private let work: ScheduleWork
    private let configuration: Configuration
    private let clock: any Clock<Duration>
    private let stopwatch: Stopwatch
    private let time: @Sendable () -> Timestamp
    private let stop: StopSignal
    private let news: @Sendable (ScheduleNews) -> Void
    private let inbox = ScheduleInbox<Message>()

    /// - Parameters:
    ///   - clock: for intervals.
    ///   - time: the time of day, for life-cycle instants and the days of retention.
    ///   - stop: ends it in good order, as a shutdown of its group does.
    package init(
        _ work: ScheduleWork,
        configuration: Configuration = Configuration(),
        clock: any Clock<Duration> = ContinuousClock(),
        time: @escaping @Sendable () -> Timestamp,
        stop: StopSignal = StopSignal(),
        news: @escaping @Sendable (ScheduleNews) -> Void = { _ in }
    ) {
        self.work = work
        self.configuration = configuration
        self.clock = clock
        stopwatch = Stopwatch(clock)
        self.time = time
        self.stop = stop
        self.news = news
    }

    /// Returns after a stop, when everything under way is finished.
    ///
    /// - Throws: what the store, the log and decisions throw, and what `refresh` throws at first, unless it may pass.
    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await keepTime()
        } onGracefulShutdown: {
            stop.request()
        }
        news(.stopped)
    }

    private func keepTime() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            var state = State(configuration)
            while !stop.isRequested {
                let now = stopwatch.now
                try begin(&state, at: now, in: &group)
                while !state.isWithoutFacts, let owner = state.timetable.next(at: now) {
                    news(.began(owner))
                    group.addTask {
                        do {
                            let outcome = try await work.read(owner)
                            inbox.put(.ended(outcome, took: stopwatch.now - now))
                        } catch {
                            inbox.put(.broken(error))
                        }
                    }
                }
                await inbox.wait(for: state.wait(from: now, time: time()), clock: clock, stop: stop)
                for message in inbox.take() { try take(message, &state) }
                try Task.checkCancellation()
            }
        }
    }

    /// Begins what is due beside the reading.
    private func begin(
        _ state: inout State,
        at now: Duration,
        in group: inout ThrowingDiscardingTaskGroup<any Error>
    ) throws {
        if !state.isRefreshing, state.nextRefresh <= now {
            state.isRefreshing = true
            group.addTask { [work, inbox] in
                do {
                    try await work.refresh()
                    inbox.put(.refreshed(nil))
                } catch {
                    inbox.put(.refreshed(error))
                }
            }
        }
        if state.mayDerive, state.nextDerivation <= now {
            state.hasNews = false
            state.isDeriving = true
            group.addTask { [work, inbox, stopwatch] in
                do {
                    try await work.derive()
                    inbox.put(.derived(nil, took: stopwatch.now - now))
                } catch {
                    inbox.put(.derived(error, took: stopwatch.now - now))
                }
            }
        }
        guard !state.isWithoutFacts, !state.isSettling else { return }
        let recorded = try work.recorded()
        let isDeadline = state.deadline.map { $0 <= time() } ?? false
        guard state.mustSettle || isDeadline || recorded != state.recorded || state.day != day else { return }
        state.mustSettle = false
        state.isSettling = true
        // As of before: what is recorded meanwhile is a reason to settle again.
        state.recorded = recorded
        state.day = day
        group.addTask { [work, inbox] in
            do {
                inbox.put(.settled(try await work.settle()))
            } catch {
                inbox.put(.broken(error))
            }
        }
    }

    private func take(_ message: Message, _ state: inout State) throws {
        let now = stopwatch.now
        switch message {
        case .ended(let outcome, let took):
            state.timetable.ended(outcome.owner, Timetable.End(outcome), at: now)
            if outcome.commits != CommitSummary() { state.noteNews(at: now + configuration.deriveAfter) }
            news(.ended(outcome, took: took))
        case .refreshed(nil):
            state.isRefreshing = false
            state.refreshFailures = 0
            state.isWithoutFacts = false
            state.nextRefresh = now + configuration.factsEvery
            state.mustSettle = true
        case .refreshed(let error?):
            state.isRefreshing = false
            if error is StopRequested { return }
            // Wrong settings do not pass by themselves; what was right once may be in the middle of being written.
            guard !state.isWithoutFacts || error is SourceError else { throw error }
            let wait = min(.seconds(15) * (1 << min(state.refreshFailures, 10)), configuration.factsEvery)
            state.refreshFailures += 1
            state.nextRefresh = now + wait
            // Facts may be too old by now.
            state.mustSettle = !state.isWithoutFacts
            news(.refreshFailed(error, next: wait))
        case .settled(let settlement):
            state.isSettling = false
            state.timetable.list(settlement.turns, at: now)
            state.deadline = try work.deadline()
            // Another day, an opt-out, a purge or other facts.
            state.noteNews(at: now + configuration.deriveAfter)
            news(.settled(settlement))
        case .broken(let error): throw error
        case .derived(let error, let took):
            state.isDeriving = false
            state.nextDerivation = now + max(configuration.deriveEvery, took * configuration.derivePatience)
            guard let error, !(error is StopRequested) else { return }
            state.hasNews = true
            news(.derivationFailed(error))
        }
    }

    private var day: Int64 { time().microseconds / Timestamp.microsecondsPerDay }

    private struct State {
        var timetable: Timetable
        let watchEvery: Duration
        var isWithoutFacts = true
        var isRefreshing = false
        var isSettling = false
        var mustSettle = false
        var nextRefresh = Duration.zero
        var refreshFailures = 0
        /// Something was stored or decided that was not derived from yet.
        var hasNews = false
        var isDeriving = false
        var nextDerivation = Duration.zero
        var recorded: Int?
        var deadline: Timestamp?
        var day: Int64?

        init(_ configuration: Configuration) {
            timetable = Timetable(configuration.timetable)
            watchEvery = configuration.watchEvery
        }

        /// - Parameter instant: before it nothing is derived.
        mutating func noteNews(at instant: Duration) {
            if !hasNews { nextDerivation = max(nextDerivation, instant) }
            hasNews = true
        }

        var mayDerive: Bool { hasNews && !isDeriving && !isWithoutFacts }

        /// How long nothing will be due.
        func wait(from now: Duration, time: Timestamp) -> Duration {
            var wait = watchEvery
            if let next = timetable.nextInstant(after: now) { wait = min(wait, next - now) }
            if mayDerive { wait = min(wait, nextDerivation - now) }
            if !isRefreshing { wait = min(wait, nextRefresh - now) }
            if !isSettling, let deadline { wait = min(wait, deadline.duration(since: time)) }
            // A deadline that is over is waited for no longer; rounding must not make a loop of it.
            return max(wait, .milliseconds(1))
        }
    }
}

extension Timetable.End {
    fileprivate init(_ outcome: OwnerOutcome) {
        switch outcome.end {
        case .complete, .incomplete: self = .read(items: outcome.found)
        case .failed(let error): self = error.scope >= .host ? .unreachable : .failed
        case .refused, .stopped: self = .brokenOff
        }
    }
}
