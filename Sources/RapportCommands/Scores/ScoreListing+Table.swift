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
            .text("calls") { "\($0.callsMade)/\($0.callsReceived)" },
            .text("we answer") { Self.answers($0.answerPercentByUs, $0.firstAnswerSecondsByUs) },
            .text("they answer") { Self.answers($0.answerPercentByThem, $0.firstAnswerSecondsByThem) },
            .text("owner") { $0.ownerName ?? "" }, .text("last") { $0.last?.short ?? "" },
            .text("next") { $0.next?.short ?? "" }, .text("needs attention") { $0.reason ?? "" },
            .text("basis") { $0.basis },
        ]
        try Listing(columns: columns, rows: rows).print(format)
    }

    /// How much is answered, and in how many hours: `80 % 3.2 h`.
    private static func answers(_ percent: Int64?, _ seconds: Int64?) -> String {
        guard let percent else { return "" }
        return "\(percent) %" + (seconds.map { " \($0 / 3600).\($0 % 3600 / 360) h" } ?? "")
    }
}

extension ScoreListing.Week {
    fileprivate var total: Int64 { emailsSent + emailsReceived + meetings + calls }
}
