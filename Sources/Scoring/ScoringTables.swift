import Interactions

/// What scoring reads and answers, as rows for databases: the tables of `PortableSQL.tables`, and the rows that the
/// other texts answer from them.
package struct ScoringTables {
    package enum Table: String, CaseIterable, Sendable {
        case parameter, decay, interaction, participant, record, interest, team, buyer, stake, nameable, target
        case canonicalAddress = "canonical_address"
    }

    private let scoreboard: Scoreboard
    private let nameable: [UInt32]
    private let targets: [[UInt32]]

    /// - Parameters:
    ///   - nameable: the colleagues who may be named as introducers.
    ///   - targets: who is to be introduced to, each by its persons.
    package init(_ scoreboard: Scoreboard, nameable: some Sequence<UInt32>, targets: [[UInt32]]) {
        self.scoreboard = scoreboard
        self.nameable = Set(nameable.map { scoreboard.book.canonicalAddress(of: $0) }).sorted()
        self.targets = targets
    }

    /// Hands on every row of a table; nil is NULL.
    package func forEachRow(of table: Table, _ body: ([Int64?]) throws -> Void) rethrows {
        let (history, book, options) = (scoreboard.history, scoreboard.book, scoreboard.options)
        switch table {
        case .parameter:
            try body([
                scoreboard.now, options.frequency.days, options.trendGap,
                Int64(options.weights.email),
                Int64(options.weights.meeting), Int64(options.weights.phoneCall), Int64(options.bounds.good),
                Int64(options.bounds.fair), options.usesExchange ? 1 : 0,
                Int64(options.importance.strength), Int64(options.importance.value),
                Int64(options.importance.closeDate), Int64(options.importance.people), book.usualValue,
                Int64(ScoringVersion.current), options.daySeconds, options.weekSeconds,
                options.clock(at: scoreboard.now), options.clock(at: scoreboard.now - options.trendGap),
                Passage.weekdays(until: scoreboard.now), Passage.weekdays(until: scoreboard.now - options.trendGap),
            ])
        case .decay:
            for (bucket, factor) in Decay.factors.enumerated() { try body([Int64(bucket), factor]) }
        case .interaction:
            for position in 0..<history.count where history.rows[position].isPresent {
                try body(row(of: position))
            }
        case .participant:
            for position in 0..<history.count {
                for index in history.rows[position].participants {
                    let part = history.parts[index]
                    try body([
                        history.keys[position], Int64(part.person), Int64(part.role.rawValue), part.isInternal ? 1 : 0,
                        part.accepts ? 1 : 0,
                    ])
                }
            }
        case .record:
            for (number, record) in book.records.enumerated() {
                try body([
                    Int64(number), Int64(record.kind.rawValue), record.isActive ? 1 : 0, record.team == nil ? 1 : 0,
                ])
            }
        case .interest:
            for (number, record) in book.records.enumerated() {
                for interest in record.interests {
                    try body([Int64(number), Int64(interest.person), interest.meetings ? 1 : 0])
                }
            }
        case .team:
            for (number, record) in book.records.enumerated() {
                for person in record.team ?? [] { try body([Int64(number), Int64(person)]) }
            }
        case .buyer:
            for (number, record) in book.records.enumerated() {
                for buyer in record.buyers { try body([Int64(number), Int64(buyer)]) }
            }
        case .stake:
            for (number, record) in book.records.enumerated() {
                for stake in record.stakes { try body([Int64(number), stake.value, stake.closeDay]) }
            }
        case .canonicalAddress:
            for (person, canonical) in book.canonicalAddresses { try body([Int64(person), Int64(canonical)]) }
        case .nameable: for person in nameable { try body([Int64(person)]) }
        case .target:
            for (number, people) in targets.enumerated() {
                for person in Set(people).sorted() { try body([Int64(number), Int64(person)]) }
            }
        }
    }

    private func row(of position: Int) -> [Int64?] {
        let row = scoreboard.history.rows[position]
        return [
            scoreboard.history.keys[position], row.at, scoreboard.options.clock(at: row.at), Int64(row.kind.rawValue),
            Int64(row.direction.rawValue), row.marks.contains(.reply) ? 1 : 0, row.marks.contains(.scored) ? 1 : 0,
            row.marks.contains(.allDay) ? 1 : 0, row.marks.contains(.inExchange) ? 1 : 0, Int64(row.duration),
            row.conversation == 0 ? nil : Int64(row.conversation), Int64(row.inside), Int64(row.outside),
            row.regarding < 0 ? nil : Int64(row.regarding), row.marks.contains(.joined) ? 1 : 0,
            row.marks.contains(.impersonal) ? 1 : 0, row.marks.contains(.crowd) ? 1 : 0,
            Passage.weekdays(until: row.at),
        ]
    }

    /// Hands on the rows that a family's text answers, in its order; none for `tables` and `attribution`.
    package func forEachAnswer(of family: PortableSQL, _ body: ([Int64?]) throws -> Void) rethrows {
        switch family {
        case .tables, .attribution: return
        case .introductions:
            let introductions = Introductions(
                history: scoreboard.history,
                book: scoreboard.book,
                options: scoreboard.options,
                now: scoreboard.now,
                nameable: nameable
            )
            for (target, introducers) in introductions.introducers(to: targets).enumerated() {
                for (place, introducer) in introducers.enumerated() {
                    try body([Int64(target), Int64(place + 1)] + introducer.columns)
                }
            }
        case .days:
            for record in scoreboard.scores.indices {
                for (number, day) in scoreboard.days(of: record).enumerated() where day.total > 0 {
                    try body([Int64(record), Int64(number)] + day.columns)
                }
            }
        case .colleagues:
            for record in scoreboard.scores.indices {
                for (place, share) in scoreboard.colleagues(of: record).enumerated() {
                    try body([Int64(record), Int64(place + 1)] + share.columns)
                }
            }
        default:
            for (record, score) in scoreboard.scores.enumerated() {
                for row in score.rows(of: family) { try body([Int64(record)] + row) }
            }
        }
    }
}

extension Score {
    fileprivate func rows(of family: PortableSQL) -> [[Int64?]] {
        switch family {
        case .tables, .attribution, .days, .colleagues, .introductions: []
        case .totals:
            [
                [
                    totals.emailsSent, totals.emailsReceived, totals.repliesSent, totals.repliesReceived,
                    totals.meetingsSent, totals.meetingsReceived, totals.callsMade, totals.callsReceived,
                    totals.teamSeconds, totals.customerSeconds,
                ] + Moment.columns(last) + Moment.columns(next)
                    + [isInExchange ? 1 : 0, Int64(circle.outside), Int64(circle.inside)]
            ]
        case .weeks:
            weeks.enumerated().filter { $0.element.total > 0 }.map { number, week in
                [Int64(number), week.emailsSent, week.emailsReceived, week.meetings, week.calls]
            }
        case .answers:
            byUs.asked + byThem.asked == 0
                ? []
                : [
                    [
                        byUs.asked, byUs.answered, byUs.averageSeconds, byThem.asked, byThem.answered,
                        byThem.averageSeconds,
                    ]
                ]
        case .people: Contact.rows(mostContacted, side: 1) + Contact.rows(mostContactedBy, side: 2)
        case .health:
            [
                [
                    Int64(health.state.rawValue), Int64(health.trend.rawValue), health.score.map { Int64($0) },
                    health.terms.activity, health.terms.recency, health.terms.balance, health.terms.answers,
                    health.terms.waiting, interval, Int64(strength), attention.points,
                    Int64(attention.reason.rawValue), attention.importance, attention.waitingCount,
                    attention.waitingSince,
                    attention.waitingLast, attention.unheardCount, attention.silentDays,
                    attention.formerHealth.map { Int64($0) }, attention.closeDay,
                ]
            ]
        }
    }
}

extension Score.Day {
    fileprivate var columns: [Int64?] { [emailsSent, emailsReceived, meetings, callsMade, callsReceived] }
}

extension ColleagueShare {
    fileprivate var columns: [Int64?] {
        [Int64(person), emailsSent, emailsReceived, meetings, calls, seconds, lastAt]
    }
}

extension Score.Moment {
    fileprivate static func columns(_ moment: Self?) -> [Int64?] {
        guard let moment else { return [nil, nil, nil, nil] }
        return [moment.at, moment.key, Int64(moment.kind.rawValue), Int64(moment.direction.rawValue)]
    }
}

extension Score.Contact {
    fileprivate static func rows(_ contacts: [Self], side: Int64) -> [[Int64?]] {
        contacts.enumerated().map { place, contact in
            [
                side, Int64(place + 1), Int64(contact.person), contact.emails, contact.meetings, contact.calls,
                contact.lastAt,
            ]
        }
    }
}

extension Introducer {
    fileprivate var columns: [Int64?] {
        [
            Int64(person), isTwoWay ? 1 : 0, Int64(strength), emails, meetings, calls, last.at, last.key,
            Int64(last.kind.rawValue), Int64(last.direction.rawValue),
        ]
    }
}
