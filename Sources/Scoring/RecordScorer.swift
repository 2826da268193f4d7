import Interactions

/// Scores one record after the other from the interactions that count for it; keeps its scratch space between them.
struct RecordScorer {
    let history: History
    let book: ScoredRecords
    private let options: ScoringOptions
    /// The clock of the records that are scored next.
    var now: Int64
    private let values: [Int64]
    private(set) var conversations = Conversations()
    private var rhythm = Rhythm()
    /// Of the record that is being scored.
    private(set) var contacts: [Weighed] = []
    private var outside: ContactTable
    private var inside: ContactTable

    init(history: History, book: ScoredRecords, options: ScoringOptions, now: Int64) {
        self.history = history
        self.book = book
        self.options = options
        self.now = now
        values = Interaction.Kind.allCases.map { options.value(of: $0) }
        outside = ContactTable(personCount: max(history.personCount, book.personCount))
        inside = ContactTable(personCount: max(history.personCount, book.personCount))
    }

    /// - Parameters:
    ///   - attributed: what counts for the record, in any order.
    ///   - company: what counts for the companies that buy.
    mutating func score(
        _ record: Int,
        attributed: some Sequence<Attributed>,
        company: some Sequence<Attributed>
    ) -> Score {
        var score = Score()
        var strength = Strength()
        contacts.removeAll(keepingCapacity: true)
        for one in attributed {
            let row = history.rows[one.position]
            let contact = weighed(one)
            contacts.append(contact)
            guard !one.isBeside else { continue }
            if row.marks.contains(.inExchange) { score.isInExchange = true }
            guard row.at <= now else {
                if row.kind != .email { score.next = earlier(score.next, row, one.position) }
                continue
            }
            score.last = later(score.last, row, one.position)
            strength.add(contact, clock: now)
            let age = now - row.at
            if age < Span.weeks { score.weeks[Int(age / (7 * Span.day))].add(row) }
            guard age < Span.year else { continue }
            score.totals.add(row)
            if row.kind == .email, row.conversation != 0, row.marks.contains(.inExchange) {
                conversations.add(row.conversation, at: row.at, isOutbound: row.isOutbound)
            }
            addPeople(of: row, to: record, saysAnything: contact.worth > 0)
        }
        score.circle = Score.Circle(outside: outside.involvedCount, inside: inside.involvedCount)
        (score.byUs, score.byThem) = conversations.answers { options.seconds(from: $0, to: $1) }
        score.mostContacted = outside.takeFirst(3)
        score.mostContactedBy = inside.takeFirst(3)
        rhythm.add(contacts, clock: now)
        score.interval = rhythm.takeInterval(expected: options.frequency.days)
        (score.usualGap, score.isRhythmLearnt, score.isRare) = (rhythm.gap, rhythm.isLearnt, rhythm.isRare)
        score.strength = strength.points
        addHealth(to: &score, of: book.records[record], company: company)
        return score
    }

    private func weighed(_ one: Attributed) -> Weighed {
        let row = history.rows[one.position]
        return Weighed(one, row, value: values[row.kind.rawValue - 1])
    }

    private func addHealth(
        to score: inout Score,
        of record: ScoredRecords.Record,
        company: some Sequence<Attributed>
    ) {
        let measures = HealthMeasure.Measures(
            interval: score.interval,
            usualAnswer: options.usualSeconds(score.byUs),
            options: options
        )
        let importance = Importance(options, usualValue: book.usualValue, now: now)
        var atClock = HealthMeasure(clock: now, measures: measures, contacts, conversations.answered)
        var before = HealthMeasure(
            clock: now - options.trendGap,
            measures: measures,
            contacts,
            conversations.answered,
            hasPlan: atClock.hasPlan
        )
        for one in company { atClock.addCompany(weighed(one)) }
        if atClock.mayWait || before.mayWait {
            let questions = questions
            atClock.addWaiting(questions)
            before.addWaiting(questions)
        }
        score.health = Health(record, now: atClock, before: before, bounds: options.bounds)
        score.attention = Attention(
            record,
            score,
            now: atClock,
            before: before,
            usualAnswer: measures.usualAnswer,
            importance: importance,
            clock: now
        )
    }

    private mutating func addPeople(of row: History.Row, to record: Int, saysAnything: Bool) {
        for index in row.participants {
            let part = history.parts[index]
            guard part.isHeard(in: row) else { continue }
            let person = book.canonicalAddress(of: part.person)
            if part.isInternal {
                if saysAnything { inside.involve(person) }
                if row.kind == .meeting || (part.role == .sender && row.isOutbound) { inside.add(person, row) }
            } else {
                let isListenedTo = book.listeners[Int(part.person)].contains { Int($0 >> 1) == record }
                if saysAnything, isListenedTo || Int(row.regarding) == record { outside.involve(person) }
                guard isListenedTo, row.kind == .meeting || (row.isOutbound && part.role != .sender) else { continue }
                outside.add(person, row)
            }
        }
        inside.endInteraction()
        outside.endInteraction()
    }

    private func later(_ moment: Score.Moment?, _ row: History.Row, _ position: Int) -> Score.Moment {
        // The key lies elsewhere in memory and is seldom needed.
        if let moment, moment.at > row.at || (moment.at == row.at && moment.key > history.keys[position]) {
            return moment
        }
        return history.moment(at: position)
    }

    private func earlier(_ moment: Score.Moment?, _ row: History.Row, _ position: Int) -> Score.Moment {
        if let moment, moment.at < row.at || (moment.at == row.at && moment.key < history.keys[position]) {
            return moment
        }
        return history.moment(at: position)
    }
}

extension Score.Totals {
    fileprivate mutating func add(_ row: History.Row) {
        let inside = Int64(row.inside)
        let answer: Int64 = row.marks.contains(.reply) ? 1 : 0
        switch (row.kind, row.isOutbound) {
        case (.email, true):
            emailsSent += 1
            repliesSent += answer
            teamSeconds += 300 + 150 * max(inside - 1, 0)
            customerSeconds += 150
        case (.email, false):
            emailsReceived += 1
            repliesReceived += answer
            teamSeconds += 150 * inside
            customerSeconds += 300
        case (_, let isOutbound):
            switch (row.kind == .phoneCall, isOutbound) {
            case (true, true): callsMade += 1
            case (true, false): callsReceived += 1
            case (false, true): meetingsSent += 1
            case (false, false): meetingsReceived += 1
            }
            let duration = row.marks.contains(.allDay) ? 0 : Int64(row.duration)
            teamSeconds += duration * inside
            customerSeconds += duration
        }
    }
}

extension Score.Week {
    fileprivate mutating func add(_ row: History.Row) {
        switch row.kind {
        case .meeting: meetings += 1
        case .phoneCall: calls += 1
        case .email: if row.isOutbound { emailsSent += 1 } else { emailsReceived += 1 }
        }
    }
}

extension ScoringOptions {
    /// The seconds in which an answer could have been written.
    fileprivate func seconds(from question: Int64, to answer: Int64) -> Int64 {
        clock(at: answer) - clock(at: question)
    }

    /// The reading, in seconds, of the clock that times answers.
    package func clock(at instant: Int64) -> Int64 {
        businessHours?.reading(at: instant) ?? instant.flooredDivision(by: Span.second).quotient
    }
}
