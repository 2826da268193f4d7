/// The days that a recurrence pattern names, numbered from 0, each reachable without counting from the first.
package struct OccurrenceDays: Sendable {
    private let steps: Steps
    /// Days that the first period names before the series starts.
    private let skipped: Int

    private enum Steps: Sendable {
        case days(start: Int, interval: Int)
        /// Weeks counted from the one that begins on `start`; `offsets` are ascending, within 0..<7, not empty.
        case weeks(start: Int, interval: Int, offsets: [Int])
        /// Months counted from `start`, in months since the year 0; one day in each.
        case months(start: Int, interval: Int, choice: DayChoice)
    }

    /// Every `interval` days from `start` on.
    package static func daily(interval: Int, start: CivilDay) -> OccurrenceDays {
        OccurrenceDays(steps: .days(start: start.number, interval: max(interval, 1)), start: start)
    }

    /// The named weekdays (Sunday is 0) of every `interval`-th week, where weeks begin on `firstWeekday`.
    package static func weekly(interval: Int, weekdays: Set<Int>, firstWeekday: Int, start: CivilDay) -> OccurrenceDays
    {
        let week = start.number - (start.weekday - firstWeekday).flooredRemainder(by: 7)
        let named = weekdays.isEmpty ? [start.weekday] : weekdays
        let offsets = named.map { ($0 - firstWeekday).flooredRemainder(by: 7) }.sorted()
        return OccurrenceDays(steps: .weeks(start: week, interval: max(interval, 1), offsets: offsets), start: start)
    }

    /// One day of every `interval`-th month from the month of `start` on.
    package static func monthly(interval: Int, choice: DayChoice, start: CivilDay) -> OccurrenceDays {
        let (year, month, _) = start.components
        let steps = Steps.months(start: year * 12 + month - 1, interval: max(interval, 1), choice: choice)
        return OccurrenceDays(steps: steps, start: start)
    }

    /// One day of `month` in every `interval`-th year from the year of `start` on.
    package static func yearly(interval: Int, month: Int, choice: DayChoice, start: CivilDay) -> OccurrenceDays {
        let first = start.components.year * 12 + month - 1
        let steps = Steps.months(start: first, interval: max(interval, 1) * 12, choice: choice)
        return OccurrenceDays(steps: steps, start: start)
    }

    private init(steps: Steps, start: CivilDay) {
        self.steps = steps
        var skipped = 0
        while Self.day(at: skipped, of: steps) < start { skipped += 1 }
        self.skipped = skipped
    }

    /// The day number `index`, which is not negative.
    package subscript(index: Int) -> CivilDay {
        Self.day(at: index + skipped, of: steps)
    }

    /// The smallest index whose day is `day` or later.
    package func firstIndex(onOrAfter day: CivilDay) -> Int {
        // A position in a period that cannot be after `day`; at most one period's days are then walked.
        let position =
            switch steps {
            case .days(let start, let interval): (day.number - start).flooredQuotient(by: interval)
            case .weeks(let start, let interval, let offsets):
                (day.number - start).flooredQuotient(by: 7 * interval) * offsets.count
            case .months(let start, let interval, _):
                (day.components.year * 12 + day.components.month - 1 - start).flooredQuotient(by: interval)
            }
        var index = max(position - skipped, 0)
        while self[index] < day { index += 1 }
        return index
    }

    private static func day(at position: Int, of steps: Steps) -> CivilDay {
        switch steps {
        case .days(let start, let interval):
            CivilDay(number: start + position * interval)
        case .weeks(let start, let interval, let offsets):
            CivilDay(number: start + position / offsets.count * 7 * interval + offsets[position % offsets.count])
        case .months(let start, let interval, let choice):
            choice.day(inMonth: start + position * interval)
        }
    }
}

/// Which day of a month a monthly or yearly pattern means.
package enum DayChoice: Sendable {
    /// Past the end of a month it is the month's last day, as in Exchange.
    case number(Int)
    /// The `ordinal`-th day (1 to 4, 5 for the last) among those whose weekday (Sunday is 0) is in the set.
    case weekday(ordinal: Int, of: Set<Int>)

    /// `month` counts from January of the year 0.
    func day(inMonth month: Int) -> CivilDay {
        switch self {
        case .number(let number):
            return CivilDay(year: 0, month: month + 1, day: number)
        case .weekday(let ordinal, let weekdays):
            let first = CivilDay(year: 0, month: month + 1, day: 1)
            let next = CivilDay(year: 0, month: month + 2, day: 1)
            let days = (first.number..<next.number).map(CivilDay.init(number:)).filter { weekdays.contains($0.weekday) }
            return (ordinal > 4 ? days.last : days.dropFirst(ordinal - 1).first) ?? first
        }
    }
}
