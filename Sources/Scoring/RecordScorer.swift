/// Scores one record after the other from the interactions that count for it; keeps its scratch space between them.
struct RecordScorer {
    private let history: History
    private let book: ScoredRecords
    private let options: ScoringOptions
    private let now: Int64
    private var conversations = Conversations()
    private var outside: ContactTable
    private var inside: ContactTable

    init(history: History, book: ScoredRecords, options: ScoringOptions, now: Int64) {
        self.history = history
        self.book = book
        self.options = options
        self.now = now
        outside = ContactTable(personCount: max(history.personCount, book.personCount))
        inside = ContactTable(personCount: max(history.personCount, book.personCount))
    }

    /// - Parameter touches: positions of the interactions that count for the record, in any order.
    mutating func score(_ record: Int, touches: some Sequence<UInt32>) -> Score {
        var score = Score()
        var atClock = Health.Tally(clock: now, options: options)
        var before = Health.Tally(clock: now - options.trendGap, options: options)
        let worth = (0..<4).map { options.value(ofKind: UInt8($0)) }
        for touch in touches {
            let position = Int(touch)
            let row = history.rows[position]
            if row.marks.contains(.inExchange) { score.isInExchange = true }
            guard row.at <= now else {
                score.next = earlier(score.next, row, position)
                continue
            }
            score.last = later(score.last, row, position)
            atClock.add(row, worth: worth[Int(row.kind & 3)])
            before.add(row, worth: worth[Int(row.kind & 3)])
            let age = now - row.at
            if age < Span.weeks { score.weeks[Int(age / (7 * Span.day))].add(row) }
            guard age < Span.year else { continue }
            score.totals.add(row)
            if row.kind == 1, row.conversation != 0, row.marks.contains(.inExchange) {
                conversations.add(row.conversation, at: row.at, isOutbound: row.isOutbound)
            }
            addPeople(of: row, to: record)
        }
        (score.byUs, score.byThem) = conversations.answers { options.seconds(from: $0, to: $1) }
        score.mostContacted = outside.takeFirst(3)
        score.mostContactedBy = inside.takeFirst(3)
        score.health = Health.of(book.records[record], now: atClock, before: before, options: options)
        return score
    }

    private mutating func addPeople(of row: History.Row, to record: Int) {
        for index in row.participants {
            let part = history.parts[index]
            if part.isInternal {
                guard row.isMeeting ? part.attends : part.role == 1 && row.isOutbound else { continue }
                inside.add(book.face(of: part.person), row)
            } else {
                guard row.isMeeting ? part.attends : row.isOutbound && Self.reaches(part, row) else { continue }
                guard book.listeners[Int(part.person)].contains(where: { Int($0 >> 1) == record }) else { continue }
                outside.add(book.face(of: part.person), row)
            }
        }
        inside.endInteraction()
        outside.endInteraction()
    }

    /// Whether a mail or call is to this participant.
    static func reaches(_ part: PackedPart, _ row: History.Row) -> Bool {
        part.role == 2 || (part.role == 3 && row.kind == 1)
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
        case (1, true):
            emailsSent += 1
            repliesSent += answer
            teamSeconds += 300 + 150 * max(inside - 1, 0)
            customerSeconds += 150
        case (1, false):
            emailsReceived += 1
            repliesReceived += answer
            teamSeconds += 150 * inside
            customerSeconds += 300
        default:
            if row.isCall {
                if row.isOutbound { callsMade += 1 } else { callsReceived += 1 }
            } else {
                if row.isOutbound { meetingsSent += 1 } else { meetingsReceived += 1 }
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
        case 2: meetings += 1
        case 3: calls += 1
        default: if row.isOutbound { emailsSent += 1 } else { emailsReceived += 1 }
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
        businessHours?.reading(at: instant) ?? instant.flooredQuotient(Span.second)
    }
}
