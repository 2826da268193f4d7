/// A day of the proleptic Gregorian calendar, without a zone: what a recurrence rule counts in.
package struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let number: Int

    package init(number: Int) {
        self.number = number
    }

    /// A `day` past the end of its month is read as the last day of that month, as Exchange does with "day 31".
    ///
    /// `month` may lie outside of 1...12 and is then counted on from `year`.
    package init(year: Int, month: Int, day: Int) {
        let monthIndex = year * 12 + month - 1
        let year = monthIndex.flooredQuotient(by: 12)
        let month = monthIndex.flooredRemainder(by: 12) + 1
        let clipped = min(day, Self.length(ofMonth: month, year: year))
        // Years that begin on 1 March keep the leap day at the end, so the months' lengths follow one straight line.
        let shiftedYear = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + clipped - 1
        let leapDays =
            shiftedYear.flooredQuotient(by: 4) - shiftedYear.flooredQuotient(by: 100)
            + shiftedYear.flooredQuotient(by: 400)
        number = 365 * shiftedYear + leapDays + dayOfYear - 719_468
    }

    /// Reads `YYYY-MM-DD`; nil if the text has another form or the day does not exist.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year > 0,
            (1...12).contains(month), (1...Self.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var components: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted.flooredRemainder(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + 400 * era + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Sunday is 0, Saturday 6.
    package var weekday: Int {
        (number + 4).flooredRemainder(by: 7)
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int {
    /// Rounds towards minus infinity, so that days before 1970 count on in the same steps.
    ///
    /// `divisor` is positive.
    func flooredQuotient(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : (self + 1) / divisor - 1
    }

    /// 0..<divisor, also for negative numbers.
    ///
    /// `divisor` is positive.
    func flooredRemainder(by divisor: Int) -> Int {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
