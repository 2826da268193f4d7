import FoundationEssentials
import FoundationInternationalization

/// The UTC offsets of one IANA zone from 1970 to 2100, read once and then searched.
///
/// Local times that a clock skips or shows twice are read as Windows reads them: a skipped time moves forward by the
/// length of the gap, a time that occurs twice is the second one (standard time).
/// See <https://learn.microsoft.com/dotnet/api/system.timezoneinfo.converttimetoutc>
package struct ZoneRules: Sendable {
    /// IANA name, for example `Europe/Berlin`.
    package let identifier: String
    /// Ascending; the first is before any instant that is asked for.
    private let changes: [Change]

    private struct Change {
        /// Seconds since 1970.
        let instant: Int
        /// Seconds east of Greenwich from `instant` on.
        let offset: Int
    }

    /// Nil if the zone is not known to the ICU data of Foundation.
    package init?(identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        var instant = Date(timeIntervalSince1970: 0)
        var changes = [Change(instant: .min, offset: zone.secondsFromGMT(for: instant))]
        let end = Date(timeIntervalSince1970: 4_102_444_800)
        while let next = zone.nextDaylightSavingTimeTransition(after: instant), next < end {
            let offset = zone.secondsFromGMT(for: next)
            if offset != changes[changes.count - 1].offset {
                changes.append(Change(instant: Int(next.timeIntervalSince1970), offset: offset))
            }
            instant = next
        }
        self.changes = changes
    }

    private init(fixed identifier: String) {
        self.identifier = identifier
        changes = [Change(instant: .min, offset: 0)]
    }

    package static let utc = ZoneRules(fixed: "Etc/UTC")

    /// Seconds east of Greenwich at an instant in seconds since 1970.
    package func offset(at instant: Int) -> Int {
        changes[index(at: instant)].offset
    }

    /// The instant, in seconds since 1970, at which the local clock shows `secondOfDay` on `day`.
    ///
    /// `secondOfDay` may be negative or more than a day; it then lies on a day before or after.
    package func instant(of day: CivilDay, secondOfDay: Int = 0) -> Int {
        let local = day.number * 86_400 + secondOfDay
        var index = index(at: local - 86_400)
        // Of two readings the later change wins; within a gap the earlier offset stays, which shows a later time.
        while index + 1 < changes.count, local - changes[index + 1].offset >= changes[index + 1].instant { index += 1 }
        return local - changes[index].offset
    }

    /// The local day and second of the day at an instant in seconds since 1970.
    package func local(at instant: Int) -> (day: CivilDay, secondOfDay: Int) {
        let local = instant + offset(at: instant)
        return (CivilDay(number: local.flooredQuotient(by: 86_400)), local.flooredRemainder(by: 86_400))
    }

    private func index(at instant: Int) -> Int {
        var low = 0
        var high = changes.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].instant <= instant { low = middle } else { high = middle }
        }
        return low
    }
}
