import Engine
import Interactions
import Scoring

/// One relationship with everything behind it.
struct RelationshipContent {
    struct Term {
        let name: String
        let points: String
        let most: Int
    }

    struct Behind {
        let at: String
        let what: String
        let from: String
        let left: String
        let sequence: Int64
    }

    struct Colleague {
        let name: String
        let contacts: String
        let time: String
        let last: String
    }

    let name: String
    let summary: RelationshipSummary
    let sentences: [String]
    let colleagues: [Colleague]
    let facts: [FactRow]
    let counts: [Sides]
    let mostContacted: [FactRow]
    let mostContactedBy: [FactRow]
    let terms: [Term]
    let interactions: [Behind]
    let timeline: Timeline
    let introductionsHref: String
    let canBeIntroduced: Bool
    let basis: String

    /// What we did, and what they did.
    struct Sides {
        let what: String
        let ours: String
        let theirs: String
    }

    init(_ record: Int, _ relationships: Relationships, _ call: Call) async throws {
        let words = call.words
        let listing = try await RelationshipListing(record, of: relationships, isExplained: true)
        let row = listing.relationship
        let board = relationships.board
        sentences =
            Summary(board.scores[record], at: board.now, in: words.language, day: LocalDay.number)
            .sentences
        colleagues = listing.colleagues.map { Colleague($0, words) }
        summary = RelationshipSummary(row, record, relationships, words)
        name = summary.name
        facts = Self.facts(row, words)
        counts = Self.counts(row, words)
        mostContacted = row.mostContacted.map { FactRow(name: $0.name, value: words.contacts($0)) }
        mostContactedBy = row.mostContactedBy.map { FactRow(name: $0.name, value: words.contacts($0)) }
        terms = (listing.explanation?.terms ?? []).map {
            Term(name: words["term.\($0.term)"], points: words.points($0.points), most: $0.most)
        }
        interactions = (listing.explanation?.interactions ?? []).prefix(200).map { one in
            Behind(
                at: words.time(one.at),
                what: "\(words["interaction.\(one.kind)"]), \(words["direction.\(one.direction)"])",
                from: words["from.\(one.from)"],
                left: "\(one.factor / 10_000) %",
                sequence: one.sequence
            )
        }
        timeline = Timeline(listing.days, at: board.now, words)
        introductionsHref = "/introductions?target=\(FormFields.encoded(row.record))"
        let table = relationships.index.records[record].reference.table
        canBeIntroduced = table == .contact || table == .lead
        basis = words["stands.\(row.basis)"]
    }

    private static func facts(_ row: ScoreListing.Row, _ words: Words) -> [FactRow] {
        var facts = [
            FactRow(name: words["fact.rhythm"], value: words.counted("days", row.intervalDays)),
            FactRow(name: words["fact.waiting"], value: String(row.waiting)),
        ]
        if let last = row.last {
            let people = words(
                "fact.withWhom",
                [
                    "by": last.by.joined(separator: ", "), "with": last.with.joined(separator: ", "),
                ]
            )
            let contact = words.contact(at: last.at, kind: last.kind, direction: last.direction)
            facts.append(FactRow(name: words["fact.last"], value: "\(contact): \(people)"))
        }
        if let next = row.next {
            let contact = words.contact(at: next.at, kind: next.kind, direction: next.direction)
            facts.append(FactRow(name: words["fact.next"], value: contact))
        }
        return facts
    }

    private static func counts(_ row: ScoreListing.Row, _ words: Words) -> [Sides] {
        func answers(_ answered: Int64, _ asked: Int64, _ seconds: Int64?) -> String {
            guard asked > 0 else { return "–" }
            let time = seconds.map { ", ⌀ \(words.hours($0))" } ?? ""
            return "\(answered * 100 / asked) %\(time)"
        }
        return [
            Sides(what: words["count.emails"], ours: String(row.emailsSent), theirs: String(row.emailsReceived)),
            Sides(what: words["count.meetings"], ours: String(row.meetingsSent), theirs: String(row.meetingsReceived)),
            Sides(what: words["count.calls"], ours: String(row.callsMade), theirs: String(row.callsReceived)),
            Sides(
                what: words["count.time"],
                ours: words.hours(row.teamSeconds),
                theirs: words.hours(row.customerSeconds)
            ),
            Sides(
                what: words["count.answers"],
                ours: answers(row.answeredByUs, row.askedByThem, row.firstAnswerSecondsByUs),
                theirs: answers(row.answeredByThem, row.askedByUs, row.firstAnswerSecondsByThem)
            ),
        ]
    }
}

extension RelationshipContent.Colleague {
    fileprivate init(_ colleague: RelationshipListing.Colleague, _ words: Words) {
        name = colleague.name
        contacts = [
            words.counted("mails", colleague.emailsSent + colleague.emailsReceived),
            words.counted("meetings", colleague.meetings), words.counted("calls", colleague.calls),
        ].joined(separator: ", ")
        time = words.hours(colleague.seconds)
        last = words.day(colleague.lastAt)
    }
}
