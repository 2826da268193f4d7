import Interactions
package import Scoring

/// Records with their scores, as every face shows them.
package struct ScoreListing {
    package struct Moment: NamedAsWritten {
        package let at: String
        package let kind: String
        package let direction: String

        package init(_ moment: Score.Moment) {
            at = Timestamp(microseconds: moment.at).iso8601
            kind = moment.kind.recordName
            direction = moment.direction.recordName
        }

        /// For a cell: `2026-06-28 email →`.
        package var short: String { "\(LocalTime.day(at)) \(kind) \(direction == "outbound" ? "→" : "←")" }
    }

    /// The last contact: when, by whom of us, with whom, and through which item.
    package struct Last: NamedAsWritten {
        package let at: String
        package let kind: String
        package let direction: String
        package let by: [String]
        package let with: [String]
        /// The number of the interaction's record in the export.
        package let sequence: Int64

        package init(_ contact: LastContact, _ names: [UInt32: String]) {
            at = Timestamp(microseconds: contact.moment.at).iso8601
            kind = contact.moment.kind.recordName
            direction = contact.moment.direction.recordName
            by = contact.by.compactMap { names[$0] }
            with = contact.with.compactMap { names[$0] }
            sequence = contact.number
        }

        /// For a cell: `2026-06-28 email →`.
        package var short: String { "\(LocalTime.day(at)) \(kind) \(direction == "outbound" ? "→" : "←")" }
    }

    package struct Person: NamedAsWritten {
        package let name: String
        package let emails: Int64
        package let meetings: Int64
        package let calls: Int64
    }

    package struct Week: NamedAsWritten {
        package let emailsSent: Int64
        package let emailsReceived: Int64
        package let meetings: Int64
        package let calls: Int64

        private enum CodingKeys: String, CodingKey {
            case meetings, calls
            case emailsSent = "emails_sent", emailsReceived = "emails_received"
        }
    }

    package struct Row: NamedAsWritten {
        package let record: String
        package let name: String?
        /// The user or team that it belongs to, and what the CRM calls it.
        package let owner: String?
        package let ownerName: String?
        /// The company that it belongs to.
        package let account: String?
        package let accountName: String?
        /// Of an opportunity, as far as the CRM says it: a stage of the process, a date such as `2027-01-12`, and a
        /// value of the base currency.
        package let stage: String?
        package let closeDate: String?
        package let estimatedValueHundredths: Int64?
        package let currency: String?
        /// Nil where there is no score.
        package let health: Int?
        package let state: String
        package let trend: String
        /// Risk × importance, 0 to 100: the order of the list.
        package let attention: Int64
        /// How much it matters, 20 to 100; 0 for what is closed.
        package let importance: Int64
        /// Why it needs attention, nil where nothing is wrong or another row says it.
        package let reason: String?
        /// What was built up, 0 to 99.
        package let strength: Int
        /// Days between contacts, as this relationship has them.
        package let intervalDays: Int64
        /// Mails and calls of theirs that wait for an answer.
        package let waiting: Int64
        package let emailsSent: Int64
        package let emailsReceived: Int64
        /// The share of the mails that came from us, nil without mail.
        package let emailsSentPercent: Int64?
        package let repliesSent: Int64
        package let repliesReceived: Int64
        package let meetingsSent: Int64
        package let meetingsReceived: Int64
        package let callsMade: Int64
        package let callsReceived: Int64
        package let teamSeconds: Int64
        package let customerSeconds: Int64
        package let askedByThem: Int64
        package let answeredByUs: Int64
        /// Of a hundred conversations, nil without any.
        package let answerPercentByUs: Int64?
        package let firstAnswerSecondsByUs: Int64?
        package let askedByUs: Int64
        package let answeredByThem: Int64
        package let answerPercentByThem: Int64?
        package let firstAnswerSecondsByThem: Int64?
        /// Who took part on each side.
        package let peopleOutside: Int
        package let peopleInside: Int
        package let last: Last?
        package let next: Moment?
        package let mostContacted: [Person]
        package let mostContactedBy: [Person]
        /// The latest first.
        package let weeks: [Week]
        /// `exchange` if a mailbox saw any of it, else `crm`.
        package let basis: String
        package let scoringVersion: Int

        private enum CodingKeys: String, CodingKey {
            case record, name, owner, account, stage, currency, health, state, trend, attention, importance, reason
            case strength, waiting, last, next, weeks, basis
            case ownerName = "owner_name", accountName = "account_name", closeDate = "close_date"
            case estimatedValueHundredths = "estimated_value_hundredths", intervalDays = "interval_days"
            case emailsSent = "emails_sent", emailsReceived = "emails_received"
            case emailsSentPercent = "emails_sent_percent", repliesSent = "replies_sent"
            case repliesReceived = "replies_received", meetingsSent = "meetings_sent"
            case meetingsReceived = "meetings_received", callsMade = "calls_made", callsReceived = "calls_received"
            case teamSeconds = "team_seconds", customerSeconds = "customer_seconds", askedByThem = "asked_by_them"
            case answeredByUs = "answered_by_us", answerPercentByUs = "answer_percent_by_us"
            case firstAnswerSecondsByUs = "first_answer_seconds_by_us", askedByUs = "asked_by_us"
            case answeredByThem = "answered_by_them", answerPercentByThem = "answer_percent_by_them"
            case firstAnswerSecondsByThem = "first_answer_seconds_by_them", peopleOutside = "people_outside"
            case peopleInside = "people_inside", mostContacted = "most_contacted"
            case mostContactedBy = "most_contacted_by", scoringVersion = "scoring_version"
        }

        package var interactions: Int64 {
            emailsSent + emailsReceived + meetingsSent + meetingsReceived + callsMade + callsReceived
        }
    }

    package let rows: [Row]

    package init(_ records: [Int], of relationships: Relationships) async throws {
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
            Row(record, of: relationships, last, names)
        }
    }
}

extension ScoreListing.Row {
    fileprivate init(
        _ position: Int,
        of relationships: Relationships,
        _ last: LastContact?,
        _ names: [UInt32: String]
    ) {
        let record = relationships.index.records[position]
        let score = relationships.board.scores[position]
        let health = relationships.health(of: position)
        let needs = relationships.attentions[position]
        owner = record.owner?.text
        ownerName = relationships.index.owner(of: position)?.name
        let company = relationships.index.company(of: position).map { relationships.index.records[$0] }
        account = company?.reference.text
        accountName = company?.name
        stage = record.sale?.stage
        closeDate = record.sale?.closeDate?.iso8601
        estimatedValueHundredths = record.sale?.estimatedValue
        currency = record.sale?.currency
        self.record = record.reference.text
        name = record.name?.isEmpty == false ? record.name : record.addresses.first?.text
        self.health = health.score
        state = health.state.name
        trend = health.trend.name
        attention = needs.points
        importance = needs.importance
        reason = needs.words(score, at: relationships.board.now, in: relationships.language)
        strength = score.strength
        intervalDays = score.interval
        waiting = score.attention.waitingCount
        scoringVersion = ScoringVersion.current
        emailsSent = score.totals.emailsSent
        emailsReceived = score.totals.emailsReceived
        emailsSentPercent = score.totals.emailsSentPercent
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
        answerPercentByUs = score.byUs.percent
        firstAnswerSecondsByUs = score.byUs.averageSeconds
        askedByUs = score.byThem.asked
        answeredByThem = score.byThem.answered
        answerPercentByThem = score.byThem.percent
        firstAnswerSecondsByThem = score.byThem.averageSeconds
        peopleOutside = score.circle.outside
        peopleInside = score.circle.inside
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
