import ConnectorTesting
import Interactions
import Pipeline
import Synchronization
import Testing

@Suite struct `A timetable` {
    private static let hour = Duration.seconds(3_600)
    /// Or as much of it as everything that may happen takes.
    private static let week = hour * (Torture.isWhole ? 168 : 64)
    private static let outage = hour * 50...hour * 56

    private static func mailbox(_ number: Int) -> StreamOwner {
        EmailAddress("user\(number)@contoso.example").map { .mailbox(Mailbox(address: $0)) } ?? .crm
    }

    /// - Parameter seed: spreads the intervals as the product does; without it they are as long as they are said to be.
    private static func timetable(seed: UInt64? = nil, atOnce: Int = 8) -> Timetable {
        var configuration = Timetable.Configuration()
        configuration.atOnce = atOnce
        configuration.jitter = { $0 }
        if let seed {
            let dice = Dice(seed: seed)
            configuration.jitter = { $0 * dice.share() }
        }
        return Timetable(configuration)
    }

    private final class Dice: Sendable {
        private let random: Mutex<SplitMix64>

        init(seed: UInt64) { random = Mutex(SplitMix64(seed: seed)) }

        func share() -> Double { random.withLock { Double.random(in: 0.9...1.1, using: &$0) } }
    }

    /// A thousand mailboxes at mixed intervals, of two sources; some cannot be read for a day, some never, and one
    /// source is out of reach for six hours.
    private static let week1000: (WeekOfSchedule, patients: [StreamOwner: WeekOfSchedule.Patient]) = {
        let intervals = [15, 30, 60, 120].map { Duration.seconds($0 * 60) }
        let patients = (0..<1_000).map { number in
            var patient = WeekOfSchedule.Patient(
                owner: mailbox(number),
                source: number % 10 < 3 ? "ews" : "graph",
                every: intervals[number % 4]
            )
            if number % 50 == 7 { patient.sick = hour * 20...hour * 44 }
            if number % 100 == 11 { patient.sick = .zero...week }
            return patient
        }
        var run = WeekOfSchedule(patients, outages: ["ews": [outage]], seed: 11)
        var timetable = Self.timetable(seed: 7)
        run.run(&timetable, until: week)
        return (run, Dictionary(uniqueKeysWithValues: patients.map { ($0.owner, $0) }))
    }()

    @Test func `asks nobody twice at once, and no source for more than it may`() {
        let (week, _) = Self.week1000
        #expect(week.doubles == 0)
        #expect(week.mostAtOnce.values.allSatisfy { $0 <= 8 })
        #expect(week.readings.count == 1_000)
    }

    @Test func `serves everybody on time, give or take the jitter, unless the own server refuses`() {
        let (week, patients) = Self.week1000
        var late = 0
        for (owner, patient) in patients where patient.sick == nil {
            for (last, next) in Self.gaps(week, owner) {
                let overlapsOutage =
                    patient.source == "ews" && next >= Self.outage.lowerBound
                    && last <= Self.outage.upperBound + .seconds(600)
                let gap = next - last
                // A place has to become free: with eight at once and five seconds each, within a minute.
                let isOnTime = gap >= patient.every * 0.89 && gap <= patient.every * 1.1 + .seconds(60)
                if !isOnTime, !overlapsOutage { late += 1 }
            }
            #expect((week.readings[owner]?.first?.begun ?? Self.week) < .seconds(1_800))
        }
        #expect(late == 0)
    }

    @Test func `lets nobody starve, and comes back to all when their server does`() {
        let (week, patients) = Self.week1000
        for (owner, patient) in patients where patient.source == "ews" && patient.sick == nil {
            let back = week.readings[owner]?.first { $0.begun > Self.outage.upperBound && $0.end != .unreachable }
            // The longest wait for a server is five minutes, and then some hundred mailboxes are due at once.
            #expect((back?.begun ?? Self.week) - Self.outage.upperBound < patient.every * 1.1 + .seconds(900))
        }
        for (owner, patient) in patients where patient.sick?.upperBound == Self.hour * 44 {
            let healed = week.readings[owner]?.first { $0.begun > Self.hour * 44 }
            #expect((healed?.begun ?? Self.week) - Self.hour * 44 < max(Self.hour, patient.every) * 1.1 + .seconds(60))
        }
    }

    @Test func `asks a server that is out of reach seldom, and for all`() {
        let (week, patients) = Self.week1000
        let asked = patients.values.filter { $0.source == "ews" }.reduce(0) { count, patient in
            count + (week.readings[patient.owner] ?? []).count { $0.end == .unreachable }
        }
        // Six hours, every five minutes at the most seldom; the first eight at once.
        #expect(asked > 60 && asked < 110)
    }

    @Test func `backs off alone where one mailbox fails`() {
        let (week, patients) = Self.week1000
        for (owner, patient) in patients where patient.sick?.upperBound == Self.week {
            let begins = (week.readings[owner] ?? []).map(\.begun)
            let gaps = zip(begins, begins.dropFirst()).map { $1 - $0 }
            #expect(gaps.count < 168 / 1 + 4)
            #expect(gaps.dropFirst(4).allSatisfy { $0 >= max(Self.hour, patient.every) * 0.89 })
        }
    }

    @Test func `prefers who is active, until others have waited for an interval longer`() {
        var timetable = Self.timetable(atOnce: 1)
        let quiet = Turn(Self.mailbox(1), source: "ews", every: .seconds(60))
        let busy = Turn(Self.mailbox(2), source: "ews", every: .seconds(60), activity: 100)
        timetable.list([quiet, busy], at: .zero)
        #expect(timetable.next(at: .zero) == busy.owner)
        #expect(timetable.next(at: .zero) == nil)
        timetable.ended(busy.owner, .read(items: 100), at: .seconds(130))
        #expect(timetable.next(at: .seconds(130)) == quiet.owner)
    }

    @Test func `forgets half of what somebody did with every reading`() {
        var timetable = Self.timetable(atOnce: 1)
        let first = Turn(Self.mailbox(1), source: "ews", every: .seconds(60), activity: 100)
        let second = Turn(Self.mailbox(2), source: "ews", every: .seconds(60), activity: 60)
        timetable.list([first, second], at: .zero)
        #expect(timetable.next(at: .zero) == first.owner)
        timetable.ended(first.owner, .read(items: 0), at: .seconds(1))
        #expect(timetable.next(at: .seconds(1)) == second.owner)
        timetable.ended(second.owner, .read(items: 30), at: .seconds(2))
        // 50 against 60.
        #expect(timetable.next(at: .seconds(100)) == second.owner)
    }

    @Test func `goes on where an earlier process was`() {
        var timetable = Self.timetable()
        let every = Duration.seconds(900)
        timetable.list(
            [
                Turn(Self.mailbox(1), source: "ews", every: every, age: .seconds(100)),
                Turn(Self.mailbox(2), source: "ews", every: every, age: .seconds(5_000)),
            ],
            at: .zero
        )
        #expect(timetable.next(at: .zero) == Self.mailbox(2))
        #expect(timetable.next(at: .zero) == nil)
        #expect(timetable.nextInstant(after: .zero) == .seconds(800))
        #expect(timetable.next(at: .seconds(800)) == Self.mailbox(1))
    }

    @Test func `begins nobody who is not listed any more`() {
        var timetable = Self.timetable()
        let turns = (1...3).map { Turn(Self.mailbox($0), source: "ews", every: .seconds(60)) }
        timetable.list(turns, at: .zero)
        #expect(timetable.next(at: .zero) == Self.mailbox(1))
        timetable.list([turns[2]], at: .zero)
        #expect(timetable.next(at: .zero) == Self.mailbox(3))
        timetable.ended(Self.mailbox(1), .read(items: 1), at: .seconds(1))
        timetable.ended(Self.mailbox(3), .brokenOff, at: .seconds(1))
        #expect(timetable.next(at: .seconds(30)) == nil)
        #expect(timetable.next(at: .seconds(70)) == Self.mailbox(3))
        #expect(timetable.next(at: .seconds(999)) == nil)
    }

    @Test func `takes over a shorter interval at once`() {
        var timetable = Self.timetable()
        timetable.list([Turn(Self.mailbox(1), source: "ews", every: .seconds(7_200), age: .zero)], at: .zero)
        #expect(timetable.nextInstant(after: .zero) == .seconds(7_200))
        timetable.list([Turn(Self.mailbox(1), source: "ews", every: .seconds(60))], at: .seconds(10))
        #expect(timetable.next(at: .seconds(69)) == nil)
        #expect(timetable.next(at: .seconds(70)) == Self.mailbox(1))
    }

    private static func gaps(_ week: WeekOfSchedule, _ owner: StreamOwner) -> [(Duration, Duration)] {
        let begins = (week.readings[owner] ?? []).map(\.begun)
        return Array(zip(begins, begins.dropFirst()))
    }
}
