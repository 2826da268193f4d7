import Engine
import Interactions

extension RelationshipListing {
    private struct Fact: Encodable {
        let name: String
        let text: String
    }

    /// What the numbers say, the numbers, who of us, and what it comes from.
    func table(_ screen: Screen) -> [String] {
        var lines = summary.flatMap { Folding.lines(Harmless.cell($0), in: screen) }
        if !lines.isEmpty { lines.append("") }
        let columns: [Listing<Fact>.Column] = [.text("what") { $0.name }, .text("of 365 days") { $0.text }]
        lines += Listing(columns: columns, rows: facts).table(screen)
        if !colleagues.isEmpty {
            let shares: [Listing<Colleague>.Column] = [
                .text("colleague") { $0.name }, .text("mails") { "\($0.emailsSent)/\($0.emailsReceived)" },
                .number("meetings") { Int($0.meetings) }, .number("calls") { Int($0.calls) },
                .text("time") { hours($0.seconds) }, .text("last") { LocalTime.day($0.lastAt) },
            ]
            lines += [""] + Listing(columns: shares, rows: colleagues).table(screen)
        }
        if let explanation { lines += [""] + explanation.table(screen) }
        return lines
    }

    private var facts: [Fact] {
        let row = relationship
        var facts = [
            Fact(name: "record", text: "\(row.name ?? row.record)  \(row.record)"),
            Fact(name: "health", text: "\(row.health.map { "\($0) of 100, " } ?? "")\(row.state), trend \(row.trend)"),
            Fact(name: "strength", text: "\(row.strength) of 100"),
            Fact(name: "expected", text: row.intervalDays == 1 ? "every day" : "every \(row.intervalDays) days"),
            Fact(name: "60 days", text: Sparkline.text(timeline)),
            Fact(
                name: "mails",
                text: "\(row.emailsSent) sent, \(row.emailsReceived) received"
                    + (row.emailsSentPercent.map { " (\($0) % from us)" } ?? "")
            ),
            Fact(name: "meetings", text: "\(row.meetingsSent) called by us, \(row.meetingsReceived) by them"),
            Fact(name: "calls", text: "\(row.callsMade) made, \(row.callsReceived) received"),
            Fact(name: "time", text: "\(hours(row.teamSeconds)) ours, \(hours(row.customerSeconds)) theirs"),
            Fact(
                name: "our answers",
                text: answers(row.answeredByUs, row.askedByThem, row.firstAnswerSecondsByUs)
            ),
            Fact(
                name: "their answers",
                text: answers(row.answeredByThem, row.askedByUs, row.firstAnswerSecondsByThem)
            ),
            Fact(name: "took part", text: "\(row.peopleOutside) of theirs, \(row.peopleInside) of ours"),
        ]
        if let reason = row.reason {
            facts.insert(Fact(name: "attention", text: "\(row.attention) of 100: \(reason)"), at: 2)
        }
        return facts + contacts(row)
    }

    private func contacts(_ row: ScoreListing.Row) -> [Fact] {
        func people(_ people: [ScoreListing.Person]) -> String {
            people.map { "\($0.name) (\($0.emails + $0.meetings + $0.calls))" }.joined(separator: ", ")
        }
        var facts: [Fact] = []
        if let owner = row.ownerName { facts.append(Fact(name: "owner", text: owner)) }
        if let account = row.accountName { facts.append(Fact(name: "account", text: account)) }
        if let last = row.last {
            let people = "\(last.by.joined(separator: ", ")) with \(last.with.joined(separator: ", "))"
            facts.append(Fact(name: "last", text: "\(last.short) \(people), sequence \(last.sequence)"))
        }
        if let next = row.next { facts.append(Fact(name: "next", text: next.short)) }
        if !row.mostContacted.isEmpty { facts.append(Fact(name: "most contacted", text: people(row.mostContacted))) }
        if !row.mostContactedBy.isEmpty {
            facts.append(Fact(name: "contacted by", text: people(row.mostContactedBy)))
        }
        facts.append(Fact(name: "stands on", text: row.basis == "exchange" ? "Exchange and CRM data" : "CRM data"))
        return facts
    }

    /// What was on each of 60 days, the oldest first.
    private var timeline: [Int64] {
        var counts = [Int64](repeating: 0, count: 60)
        for day in days {
            counts[59 - day.daysAgo] =
                day.emailsSent + day.emailsReceived + day.meetings + day.callsMade + day.callsReceived
        }
        return counts
    }

    private func hours(_ seconds: Int64) -> String { "\(seconds / 3600).\(seconds % 3600 / 360) h" }

    private func answers(_ answered: Int64, _ asked: Int64, _ seconds: Int64?) -> String {
        guard asked > 0 else { return "nothing to answer that a mailbox saw" }
        let time = seconds.map { ", on average after \(hours($0))" } ?? ""
        return "\(answered) of \(asked) conversations (\(answered * 100 / asked) %)\(time)"
    }
}
