/// When people write and meet: mostly on weekdays between eight and six, in the local time of their zone.
struct WorkingHours: Sendable {
    let zone: ZoneRules

    /// How likely an hour of the day is, from midnight on.
    private static let weights = [0, 0, 0, 0, 0, 1, 2, 5, 11, 14, 14, 12, 6, 10, 13, 13, 11, 8, 4, 3, 3, 2, 1, 1]
    private static let hours: [Int] = weights.enumerated().flatMap { hour, weight in
        [Int](repeating: hour, count: weight)
    }

    /// Minutes that lie between a mail and its answer; the tail is that of a log-normal distribution.
    private static let delays: [(percent: Int, minutes: ClosedRange<Int>)] = [
        (20, 2...10), (30, 10...60), (25, 60...240), (15, 240...1_440), (8, 1_440...5_760), (2, 5_760...20_160),
    ]

    /// Some instant on one of the local days, in seconds since 1970; one of ten weekends is worked through.
    func instant(on days: ClosedRange<Int>, _ random: inout SplitMix64) -> Int {
        var day = CivilDay(number: random.within(days))
        if isWeekend(day), !random.chance(10) {
            let friday = CivilDay(number: day.number - (day.weekday == 0 ? 2 : 1))
            day = friday.number >= days.lowerBound ? friday : day
        }
        let hour = Self.hours[random.below(Self.hours.count)]
        return zone.instant(of: day, secondOfDay: hour * 3_600 + random.below(3_600))
    }

    /// When somebody in this zone answers what arrived at `instant`.
    func answer(to instant: Int, _ random: inout SplitMix64) -> Int {
        var draw = random.below(100)
        var delay = 60
        for (percent, minutes) in Self.delays {
            guard draw >= percent else {
                delay = random.within(minutes) * 60 + random.below(60)
                break
            }
            draw -= percent
        }
        let (day, second) = zone.local(at: instant + delay)
        guard isWeekend(day) || !(7 * 3_600..<20 * 3_600).contains(second), !random.chance(10) else {
            return instant + delay
        }
        var next = CivilDay(number: day.number + (second < 7 * 3_600 && !isWeekend(day) ? 0 : 1))
        while isWeekend(next) { next = CivilDay(number: next.number + 1) }
        return zone.instant(of: next, secondOfDay: 8 * 3_600 + random.below(5_400))
    }

    private func isWeekend(_ day: CivilDay) -> Bool {
        day.weekday == 0 || day.weekday == 6
    }
}
