import Engine

extension ScoreListing {
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

extension ScoreListing.Week {
    fileprivate var total: Int64 { emailsSent + emailsReceived + meetings + calls }
}
