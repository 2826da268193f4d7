import Engine

extension ScoreListing {
    func print(_ options: OutputOptions) throws {
        let columns: [Listing<Row>.Column] = [
            .text("record") { $0.name ?? $0.record }, .text("kind", rank: 9) { String($0.record.prefix { $0 != "/" }) },
            .text("health") { $0.health.map { String($0) } ?? "" },
            .text("state", rank: 3, tint: { .health($0.state) }) { $0.state },
            .text("trend", rank: 5) { $0.trend }, .number("strength", rank: 8) { $0.strength },
            .text("60 days", rank: 7) { Sparkline.text($0.weeks.reversed().map(\.total)) },
            .text("mails", rank: 10) { "\($0.emailsSent)/\($0.emailsReceived)" },
            .text("meetings", rank: 11) { "\($0.meetingsSent)/\($0.meetingsReceived)" },
            .text("calls", rank: 12) { "\($0.callsMade)/\($0.callsReceived)" },
            .text("we answer", rank: 14) { Self.answers($0.answerPercentByUs, $0.firstAnswerSecondsByUs) },
            .text("they answer", rank: 15) { Self.answers($0.answerPercentByThem, $0.firstAnswerSecondsByThem) },
            .text("owner", rank: 13) { $0.ownerName ?? "" }, .text("last", rank: 4) { $0.last?.short ?? "" },
            .text("next", rank: 6) { $0.next?.short ?? "" }, .text("needs attention", rank: 1) { $0.reason ?? "" },
            .text("basis", rank: 16) { $0.basis },
        ]
        try Listing(columns: columns, rows: rows).print(options)
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
