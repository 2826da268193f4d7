import Interactions
import Pipeline

/// A week of a timetable, event by event, without a clock: an oracle that knows servers and mailboxes, and not how the
/// timetable decides.
struct WeekOfSchedule {
    struct Patient {
        let owner: StreamOwner
        let source: String
        let every: Duration
        /// Nobody can read it between these times.
        var sick: ClosedRange<Duration>?
    }

    struct Reading {
        let begun: Duration
        let end: Timetable.End
    }

    private struct Running {
        let owner: StreamOwner
        let begun: Duration
        let ends: Duration
        let end: Timetable.End
    }

    let patients: [Patient]
    /// When a whole source does not answer.
    let outages: [String: [ClosedRange<Duration>]]
    private(set) var readings: [StreamOwner: [Reading]] = [:]
    /// Readings that began although one of the same owner was under way.
    private(set) var doubles = 0
    private(set) var mostAtOnce: [String: Int] = [:]
    private var dice: UInt64

    init(_ patients: [Patient], outages: [String: [ClosedRange<Duration>]], seed: UInt64) {
        self.patients = patients
        self.outages = outages
        dice = seed
    }

    /// Lets the timetable decide until `end`.
    mutating func run(_ timetable: inout Timetable, until end: Duration) {
        let known = Dictionary(uniqueKeysWithValues: patients.map { ($0.owner, $0) })
        timetable.list(patients.map { Turn($0.owner, source: $0.source, every: $0.every) }, at: .zero)
        var now = Duration.zero
        var running: [Running] = []
        while now < end {
            while let owner = timetable.next(at: now) {
                guard let patient = known[owner] else { continue }
                if running.contains(where: { $0.owner == owner }) { doubles += 1 }
                running.append(begin(patient, at: now))
                let atOnce = running.count { known[$0.owner]?.source == patient.source }
                mostAtOnce[patient.source] = max(mostAtOnce[patient.source] ?? 0, atOnce)
            }
            let nextEnd = running.map(\.ends).min()
            guard let next = [nextEnd, timetable.nextInstant(after: now)].compactMap(\.self).min() else { return }
            now = max(now, next)
            for over in running where over.ends <= now {
                readings[over.owner, default: []].append(Reading(begun: over.begun, end: over.end))
                timetable.ended(over.owner, over.end, at: now)
            }
            running.removeAll { $0.ends <= now }
        }
    }

    private mutating func begin(_ patient: Patient, at now: Duration) -> Running {
        func running(_ seconds: Int, _ end: Timetable.End) -> Running {
            Running(owner: patient.owner, begun: now, ends: now + .seconds(seconds), end: end)
        }
        if outages[patient.source]?.contains(where: { $0.contains(now) }) == true { return running(30, .unreachable) }
        if patient.sick?.contains(now) == true { return running(roll(20) + 1, .failed) }
        return running(roll(5) + 1, .read(items: roll(10)))
    }

    private mutating func roll(_ sides: Int) -> Int {
        dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(dice >> 33) % sides
    }
}
