import Engine
import Interactions
import Scoring

/// Days as bars of a drawing, and as rows of a table beside it.
struct Timeline {
    struct Bar {
        let x: Int
        let y: Int
        let height: Int
        /// For the style: `sent`, `received`, `meetings` or `calls`.
        let kind: String
    }

    struct Day {
        let name: String
        let sent: Int64
        let received: Int64
        let meetings: Int64
        let calls: Int64
    }

    private static let height: Int64 = 100
    /// Of a day, with the gap to the next one.
    private static let step = 8

    let bars: [Bar]
    let days: [Day]
    let description: String
    /// The days at both ends.
    let first: String
    let last: String
    let width: Int

    /// - Parameter days: those on which something was, the latest first.
    init(_ days: [RelationshipListing.Day], at now: Int64, _ words: Words) {
        let counts = days.map { day -> [(kind: String, count: Int64)] in
            [
                ("sent", day.emailsSent), ("received", day.emailsReceived), ("meetings", day.meetings),
                ("calls", day.callsMade + day.callsReceived),
            ]
        }
        let totals = counts.map { $0.reduce(0) { $0 + $1.count } }
        let most = max(totals.max() ?? 0, 1)
        var bars: [Bar] = []
        for (day, parts) in zip(days, counts) {
            var below: Int64 = 0
            for part in parts where part.count > 0 {
                let top = Self.height - (below + part.count) * Self.height / most
                let bottom = Self.height - below * Self.height / most
                let place = Score.dayCount - 1 - day.daysAgo
                bars.append(Bar(x: place * Self.step, y: Int(top), height: Int(bottom - top), kind: part.kind))
                below += part.count
            }
        }
        self.bars = bars
        let earliest = now - Int64(Score.dayCount - 1) * Timestamp.microsecondsPerDay
        first = words.day(Timestamp(microseconds: earliest).iso8601)
        last = words.day(Timestamp(microseconds: now).iso8601)
        width = Score.dayCount * Self.step
        self.days = zip(days, counts).map { day, parts in
            let instant = Timestamp(microseconds: now - Int64(day.daysAgo) * Timestamp.microsecondsPerDay)
            return Day(
                name: words.day(instant.iso8601),
                sent: parts[0].count,
                received: parts[1].count,
                meetings: parts[2].count,
                calls: parts[3].count
            )
        }
        description = words.counted("timeline.description", totals.reduce(0, +))
    }
}
