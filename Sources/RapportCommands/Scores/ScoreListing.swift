import Engine
import FoundationEssentials
import Interactions
import Scoring

/// Records with their scores, for printing.
struct ScoreListing {
    struct Moment: Encodable {
        let at: String
        let kind: String
        let direction: String

        init(_ moment: Score.Moment) {
            at = Timestamp(microseconds: moment.at).iso8601
            kind = moment.kind.recordName
            direction = moment.direction.recordName
        }

        /// For a cell: `2026-06-28 email →`.
        var short: String { "\(at.prefix(10)) \(kind) \(direction == "outbound" ? "→" : "←")" }
    }

    /// The last contact: when, by whom of us, with whom, and through which item.
    struct Last: Encodable {
        let at: String
        let kind: String
        let direction: String
        let by: [String]
        let with: [String]
        /// The number of the interaction's record in the export.
        let sequence: Int64

        init(_ contact: LastContact, _ names: [UInt32: String]) {
            at = Timestamp(microseconds: contact.moment.at).iso8601
            kind = contact.moment.kind.recordName
            direction = contact.moment.direction.recordName
            by = contact.by.compactMap { names[$0] }
            with = contact.with.compactMap { names[$0] }
            sequence = contact.number
        }

        /// For a cell: `2026-06-28 email →`.
        var short: String { "\(at.prefix(10)) \(kind) \(direction == "outbound" ? "→" : "←")" }
    }

    struct Person: Encodable {
        let name: String
        let emails: Int64
        let meetings: Int64
        let calls: Int64
    }

    struct Week: Encodable {
        let emailsSent: Int64
        let emailsReceived: Int64
        let meetings: Int64
        let calls: Int64
    }

    struct Row: Encodable {
        let record: String
        let name: String?
        /// Nil where there is no score.
        let health: Int?
        let state: String
        let trend: String
        /// Risk × importance, 0 to 100: the order of the list.
        let attention: Int64
        /// Why it needs attention, nil where nothing is wrong or another row says it.
        let reason: String?
        /// What was built up, 0 to 99.
        let strength: Int
        /// Days between contacts, as this relationship has them.
        let intervalDays: Int64
        /// Mails of theirs that wait for an answer.
        let waiting: Int64
        let emailsSent: Int64
        let emailsReceived: Int64
        /// The share of the mails that came from us, nil without mail.
        let emailsSentPercent: Int64?
        let repliesSent: Int64
        let repliesReceived: Int64
        let meetingsSent: Int64
        let meetingsReceived: Int64
        let callsMade: Int64
        let callsReceived: Int64
        let teamSeconds: Int64
        let customerSeconds: Int64
        let askedByThem: Int64
        let answeredByUs: Int64
        let firstAnswerSecondsByUs: Int64?
        let askedByUs: Int64
        let answeredByThem: Int64
        let firstAnswerSecondsByThem: Int64?
        let last: Last?
        let next: Moment?
        let mostContacted: [Person]
        let mostContactedBy: [Person]
        /// The latest first.
        let weeks: [Week]
        /// `exchange` if a mailbox saw any of it, else `crm`.
        let basis: String
        let scoringVersion: Int

        var interactions: Int64 {
            emailsSent + emailsReceived + meetingsSent + meetingsReceived + callsMade + callsReceived
        }
    }

    let rows: [Row]

    init(_ records: [Int], of relationships: Relationships) async throws {
        let scores = relationships.board.scores
        let lasts = records.map { relationships.board.lastContact(of: $0) }
        var people: Set<UInt32> = []
        for record in records {
            for contact in scores[record].mostContacted { people.insert(contact.person) }
            for contact in scores[record].mostContactedBy { people.insert(contact.person) }
        }
        for last in lasts { people.formUnion((last?.by ?? []) + (last?.with ?? [])) }
        let names = try await relationships.names(of: people)
        rows = zip(records, lasts).map { record, last in
            Row(
                relationships.index.records[record],
                scores[record],
                relationships.health(of: record),
                Reasoned(relationships.attentions[record], at: relationships.board.now),
                last,
                names
            )
        }
    }

    func print(_ format: OutputFormat) throws {
        let columns: [Listing<Row>.Column] = [
            .text("record") { $0.name ?? $0.record }, .text("kind") { String($0.record.prefix { $0 != "/" }) },
            .text("health") { $0.health.map { String($0) } ?? "" }, .text("state") { $0.state },
            .text("trend") { $0.trend }, .number("strength") { $0.strength },
            .text("60 days") { Sparkline.text($0.weeks.reversed().map(\.total)) },
            .text("mails") { "\($0.emailsSent)/\($0.emailsReceived)" },
            .text("meetings") { "\($0.meetingsSent)/\($0.meetingsReceived)" },
            .text("calls") { "\($0.callsMade)/\($0.callsReceived)" }, .text("last") { $0.last?.short ?? "" },
            .text("next") { $0.next?.short ?? "" }, .text("needs attention") { $0.reason ?? "" },
            .text("basis") { $0.basis },
        ]
        try Listing(columns: columns, rows: rows).print(format)
    }
}

/// What a record needs, at the clock that its words count from.
private struct Reasoned {
    let attention: Attention
    let now: Int64

    init(_ attention: Attention, at now: Int64) {
        self.attention = attention
        self.now = now
    }
}

extension ScoreListing.Week {
    fileprivate var total: Int64 { emailsSent + emailsReceived + meetings + calls }
}

extension ScoreListing.Row {
    fileprivate init(
        _ record: CRMRow,
        _ score: Score,
        _ health: Health,
        _ needs: Reasoned,
        _ last: LastContact?,
        _ names: [UInt32: String]
    ) {
        self.record = record.reference.text
        name = record.name?.isEmpty == false ? record.name : record.addresses.first?.text
        self.health = health.score
        state = health.state.name
        trend = health.trend.name
        attention = needs.attention.points
        reason = needs.attention.words(score, at: needs.now)
        strength = score.strength
        intervalDays = score.interval
        waiting = score.attention.waitingCount
        scoringVersion = ScoringVersion.current
        emailsSent = score.totals.emailsSent
        emailsReceived = score.totals.emailsReceived
        let emails = score.totals.emailsSent + score.totals.emailsReceived
        emailsSentPercent = emails > 0 ? score.totals.emailsSent * 100 / emails : nil
        repliesSent = score.totals.repliesSent
        repliesReceived = score.totals.repliesReceived
        meetingsSent = score.totals.meetingsSent
        meetingsReceived = score.totals.meetingsReceived
        callsMade = score.totals.callsMade
        callsReceived = score.totals.callsReceived
        teamSeconds = score.totals.teamSeconds
        customerSeconds = score.totals.customerSeconds
        askedByThem = score.byUs.asked
        answeredByUs = score.byUs.answered
        firstAnswerSecondsByUs = score.byUs.averageSeconds
        askedByUs = score.byThem.asked
        answeredByThem = score.byThem.answered
        firstAnswerSecondsByThem = score.byThem.averageSeconds
        self.last = last.map { ScoreListing.Last($0, names) }
        next = score.next.map { ScoreListing.Moment($0) }
        func people(_ contacts: [Score.Contact]) -> [ScoreListing.Person] {
            contacts.map {
                ScoreListing.Person(
                    name: names[$0.person] ?? "",
                    emails: $0.emails,
                    meetings: $0.meetings,
                    calls: $0.calls
                )
            }
        }
        mostContacted = people(score.mostContacted)
        mostContactedBy = people(score.mostContactedBy)
        weeks = score.weeks.map {
            ScoreListing.Week(
                emailsSent: $0.emailsSent,
                emailsReceived: $0.emailsReceived,
                meetings: $0.meetings,
                calls: $0.calls
            )
        }
        basis = score.isInExchange ? "exchange" : "crm"
    }
}
