import Engine

/// Weeks as bars of a drawing, and as rows of a table beside it.
struct Timeline {
    struct Bar {
        let x: Int
        let y: Int
        let height: Int
        /// For the style: `sent`, `received`, `meetings` or `calls`.
        let kind: String
    }

    struct Week {
        let name: String
        let sent: Int64
        let received: Int64
        let meetings: Int64
        let calls: Int64
    }

    private static let height: Int64 = 100
    private static let width = 36

    let bars: [Bar]
    let weeks: [Week]
    let description: String
    let width: Int

    /// - Parameter weeks: the latest first.
    init(_ weeks: [ScoreListing.Week], _ words: Words) {
        let most = max(weeks.map { $0.emailsSent + $0.emailsReceived + $0.meetings + $0.calls }.max() ?? 0, 1)
        var bars: [Bar] = []
        for (place, week) in weeks.reversed().enumerated() {
            var below: Int64 = 0
            let parts: [(String, Int64)] = [
                ("sent", week.emailsSent), ("received", week.emailsReceived), ("meetings", week.meetings),
                ("calls", week.calls),
            ]
            for (kind, count) in parts where count > 0 {
                let top = Self.height - (below + count) * Self.height / most
                let bottom = Self.height - below * Self.height / most
                bars.append(Bar(x: place * Self.width + 4, y: Int(top), height: Int(bottom - top), kind: kind))
                below += count
            }
        }
        self.bars = bars
        width = weeks.count * Self.width
        self.weeks = weeks.enumerated().map { place, week in
            Week(
                name: place == 0 ? words["timeline.thisWeek"] : words.counted("timeline.weeksAgo", Int64(place)),
                sent: week.emailsSent,
                received: week.emailsReceived,
                meetings: week.meetings,
                calls: week.calls
            )
        }
        let total = weeks.reduce(0) { $0 + $1.emailsSent + $1.emailsReceived + $1.meetings + $1.calls }
        description = words.counted("timeline.description", total)
    }
}
