import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Synchronization
import Testing

@Suite struct `A schedule` {
    /// What a schedule did, by its own clock.
    private final class Journal: Sendable {
        private struct State {
            var settled: [Timestamp] = []
            var read: [StreamOwner: [Timestamp]] = [:]
            var refreshed = 0
        }

        let clock = ManualClock()
        private let state = Mutex(State())

        var time: Timestamp { EligibleTenant.now.advanced(by: clock.now.offset) }
        var settled: [Timestamp] { state.withLock { $0.settled } }
        var read: [StreamOwner: [Timestamp]] { state.withLock { $0.read } }
        var refreshed: Int { state.withLock { $0.refreshed } }

        func noteSettled() { state.withLock { $0.settled.append(time) } }
        func noteRead(_ owner: StreamOwner) { state.withLock { $0.read[owner, default: []].append(time) } }
        func noteRefreshed() -> Int {
            state.withLock { state in
                state.refreshed += 1
                return state.refreshed
            }
        }
    }

    private static let hour = Duration.seconds(3_600)
    private static let owners = Scene.mailboxes.map { StreamOwner.mailbox($0) } + [.crm]

    private static func configuration() -> SyncSchedule.Configuration {
        var configuration = SyncSchedule.Configuration()
        // Whatever it wakes up for is on the hour: on the way there the clock passes by nobody's reading.
        configuration.watchEvery = hour
        configuration.deriveAfter = hour
        configuration.deriveEvery = hour
        configuration.factsEvery = hour * 6
        configuration.timetable.jitter = { $0 }
        return configuration
    }

    private static func work(_ journal: Journal, every: Duration, of owners: [StreamOwner]) -> ScheduleWork {
        ScheduleWork(
            refresh: { _ = journal.noteRefreshed() },
            settle: {
                journal.noteSettled()
                return Settlement(turns: owners.map { Turn($0, source: "table", every: every) })
            },
            read: { owner in
                journal.noteRead(owner)
                return OwnerOutcome(owner, end: .complete)
            }
        )
    }

    private static func run(
        _ work: ScheduleWork,
        _ journal: Journal,
        for duration: Duration,
        _ configuration: SyncSchedule.Configuration = configuration()
    ) async throws {
        let stop = StopSignal()
        let schedule = SyncSchedule(
            work,
            configuration: configuration,
            clock: journal.clock,
            time: {
                // Nobody but the schedule sleeps until then, or the clock could pass by what it waits for.
                if journal.clock.now.offset >= duration { stop.request() }
                return journal.time
            },
            stop: stop
        )
        try await journal.clock.moving { try await schedule.run() }
    }

    @Test func `reads everybody at the interval, and asks for facts at theirs`() async throws {
        let journal = Journal()
        try await Self.run(Self.work(journal, every: Self.hour, of: Self.owners), journal, for: Self.hour * 24)
        #expect(Set(journal.read.keys) == Set(Self.owners))
        for times in journal.read.values {
            #expect(times.count == 24 || times.count == 25)
            #expect(zip(times, times.dropFirst()).allSatisfy { $1.duration(since: $0) == Self.hour })
        }
        #expect(journal.refreshed == 4 || journal.refreshed == 5)
    }

    @Test func `applies day 14 on its second, whatever else is due`() async throws {
        let journal = Journal()
        let deadline = EligibleTenant.now.advanced(by: .seconds(14 * 86_400 + 7))
        var work = Self.work(journal, every: Self.hour * 5, of: Self.owners)
        work.deadline = { journal.time < deadline ? deadline : nil }
        try await Self.run(work, journal, for: .seconds(15 * 86_400))
        #expect(journal.settled.contains { $0 >= deadline && $0.duration(since: deadline) < .seconds(1) })
    }

    @Test func `settles again after another process recorded something, and every day`() async throws {
        let journal = Journal()
        let change = EligibleTenant.now.advanced(by: .seconds(30_000))
        var configuration = Self.configuration()
        configuration.factsEvery = Self.hour * 1_000
        var work = Self.work(journal, every: Self.hour, of: [.crm])
        work.recorded = { journal.time < change ? 1 : 2 }
        try await Self.run(work, journal, for: .seconds(3 * 86_400 - 100), configuration)
        #expect(journal.settled.contains { $0 >= change && $0.duration(since: change) <= Self.hour })
        // Once at the beginning, once for the change, and once for each new day.
        #expect((4...6).contains(journal.settled.count))
    }

    @Test func `goes on with the facts it has when they cannot be asked for`() async throws {
        let journal = Journal()
        var work = Self.work(journal, every: Self.hour, of: [.crm])
        work.refresh = {
            guard journal.noteRefreshed() == 1 else {
                throw SourceError(.unavailable, scope: .source, retry: .now, message: "Out of reach.")
            }
        }
        try await Self.run(work, journal, for: Self.hour * 24)
        #expect((journal.read[.crm]?.count ?? 0) >= 24)
        #expect(journal.refreshed > 10)
    }

    @Test func `derives after something was stored, not more often than it may, and again after a failure`()
        async throws
    {
        let journal = Journal()
        let derived = Mutex<[Timestamp]>([])
        let failures = Mutex(0)
        var work = Self.work(journal, every: .seconds(600), of: Self.owners)
        work.read = { owner in
            journal.noteRead(owner)
            // After three hours nothing is new any more.
            let isNew = journal.clock.now.offset < Self.hour * 3
            return OwnerOutcome(owner, end: .complete, roundEnd: CommitSummary(changed: isNew ? 1 : 0))
        }
        work.derive = {
            let count = derived.withLock { times in
                times.append(journal.time)
                return times.count
            }
            if count == 2 { throw SourceError(.unavailable, scope: .source, retry: .now, message: "Out of reach.") }
        }
        var configuration = Self.configuration()
        configuration.deriveAfter = .seconds(5)
        configuration.deriveEvery = .seconds(900)
        configuration.factsEvery = Self.hour * 1_000
        let stop = StopSignal()
        let schedule = SyncSchedule(
            work,
            configuration: configuration,
            clock: journal.clock,
            time: {
                if journal.clock.now.offset >= Self.hour * 10 { stop.request() }
                return journal.time
            },
            stop: stop
        ) { news in
            if case .derivationFailed = news { failures.withLock { $0 += 1 } }
        }
        try await journal.clock.moving { try await schedule.run() }
        let (times, failed) = (derived.withLock { $0 }, failures.withLock { $0 })
        #expect(zip(times, times.dropFirst()).allSatisfy { $1.duration(since: $0) >= .seconds(900) })
        #expect((10...16).contains(times.count))
        #expect(failed == 1)
    }

    @Test func `waits at first for facts that may come, and ends for settings that are wrong`() async throws {
        struct WrongSettings: Error {}
        let journal = Journal()
        var work = Self.work(journal, every: Self.hour, of: [.crm])
        work.refresh = {
            guard journal.noteRefreshed() > 3 else {
                throw SourceError(.unavailable, scope: .source, retry: .now, message: "Out of reach.")
            }
        }
        try await Self.run(work, journal, for: Self.hour * 3)
        #expect((journal.read[.crm]?.count ?? 0) >= 2)
        work.refresh = { throw WrongSettings() }
        await #expect(throws: WrongSettings.self) { try await Self.run(work, Journal(), for: Self.hour) }
    }

    @Test func `ends with what the store says, and finishes readings on a stop`() async throws {
        struct Full: Error {}
        let journal = Journal()
        var work = Self.work(journal, every: Self.hour, of: [.crm])
        work.read = { owner in
            journal.noteRead(owner)
            try await journal.clock.sleep(for: .seconds(100))
            journal.noteRead(owner)
            return OwnerOutcome(owner, end: .complete)
        }
        try await Self.run(work, journal, for: .seconds(50))
        #expect(journal.read[.crm]?.count == 2)
        // At once: who only ended when somebody stopped it would not have read for all that time.
        work.read = { _ in throw Full() }
        let atReading = Journal()
        await #expect(throws: Full.self) { try await Self.run(work, atReading, for: Self.hour) }
        #expect(atReading.clock.now.offset == .zero)
        work.settle = { throw Full() }
        let atDeciding = Journal()
        await #expect(throws: Full.self) { try await Self.run(work, atDeciding, for: Self.hour) }
        #expect(atDeciding.clock.now.offset == .zero)
    }
}
