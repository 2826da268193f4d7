extension TenantFile.Recurrence {
    private static let weekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    private static let ordinalNames = ["first", "second", "third", "fourth", "last"]

    /// - Throws: `TenantFileError` for what the pattern lacks or what no calendar has.
    func rule(start: CivilDay, _ path: String) throws -> RecurrenceRule {
        RecurrenceRule(pattern: try pattern(path), start: start, end: try end(path))
    }

    private func pattern(_ path: String) throws -> RecurrenceRule.Pattern {
        let interval = interval ?? 1
        guard interval >= 1 else { throw TenantFileError(path + ".interval", "must be 1 at least") }
        switch pattern {
        case "daily":
            return .daily(interval: interval)
        case "weekly":
            let first = try weekday(firstWeekday ?? "sunday", path + ".firstWeekday")
            return .weekly(interval: interval, weekdays: try days(path), firstWeekday: first)
        case "absoluteMonthly":
            return .absoluteMonthly(interval: interval, day: try number(day, 1...31, path + ".day"))
        case "relativeMonthly":
            return .relativeMonthly(interval: interval, ordinal: try ordinal(path), weekdays: try days(path))
        case "absoluteYearly":
            let month = try number(month, 1...12, path + ".month")
            return .absoluteYearly(month: month, day: try number(day, 1...31, path + ".day"))
        case "relativeYearly":
            let month = try number(month, 1...12, path + ".month")
            return .relativeYearly(month: month, ordinal: try ordinal(path), weekdays: try days(path))
        default:
            throw TenantFileError(path + ".pattern", "is not a pattern of EWS")
        }
    }

    private func end(_ path: String) throws -> OccurrenceSeries.End {
        switch (count, until) {
        case (nil, nil): return .never
        case (let count?, nil): return .count(try number(count, 1...999, path + ".count"))
        case (nil, let until?):
            guard let day = CivilDay(until) else {
                throw TenantFileError(path + ".until", "is not a day like 2026-11-23")
            }
            return .date(day)
        case (_?, _?): throw TenantFileError(path, "has both count and until")
        }
    }

    private func number(_ number: Int?, _ range: ClosedRange<Int>, _ path: String) throws -> Int {
        guard let number, range.contains(number) else {
            throw TenantFileError(path, "must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func ordinal(_ path: String) throws -> Int {
        guard let index = ordinal.flatMap(Self.ordinalNames.firstIndex(of:)) else {
            throw TenantFileError(path + ".ordinal", "must be one of first, second, third, fourth, last")
        }
        return index + 1
    }

    private func days(_ path: String) throws -> Set<Int> {
        var result: Set<Int> = []
        for (index, name) in (weekdays ?? []).enumerated() {
            switch name {
            case "day": result.formUnion(0...6)
            case "weekday": result.formUnion(1...5)
            case "weekendDay": result.formUnion([0, 6])
            default: result.insert(try weekday(name, "\(path).weekdays[\(index)]"))
            }
        }
        guard !result.isEmpty else { throw TenantFileError(path + ".weekdays", "needs one at least") }
        return result
    }

    private func weekday(_ name: String, _ path: String) throws -> Int {
        guard let index = Self.weekdayNames.firstIndex(of: name) else {
            throw TenantFileError(path, "is not a day of the week")
        }
        return index
    }
}
