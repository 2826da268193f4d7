import Engine

extension PipelineListing {
    func print(_ options: OutputOptions) throws {
        let columns: [Listing<Row>.Column] = [
            .text("closes", rank: 1) { $0.closeDate ?? "" },
            .text("in days", rank: 7) { $0.daysLeft.map { String($0) } ?? "" },
            .text("value", rank: 2) { Money.text($0.estimatedValueHundredths, $0.currency) },
            .text("opportunity", rank: 0) { $0.name ?? $0.record }, .text("account", rank: 6) { $0.accountName ?? "" },
            .text("stage", rank: 8) { $0.stage ?? "" }, .text("health", rank: 3) { $0.health.map { String($0) } ?? "" },
            .text("state", rank: 5, tint: { .health($0.state) }) { $0.state }, .text("trend", rank: 9) { $0.trend },
            .number("attention", rank: 10) { Int($0.attention) },
            .text("because", rank: 4) { $0.reason ?? "" }, .number("people", rank: 12) { $0.peopleOutside },
            .text("stakeholders") { $0.stakeholders.joined(separator: ", ") },
            .text("owner") { $0.ownerName ?? "" }, .text("sales team") { $0.salesTeam.joined(separator: ", ") },
            .text("last") { $0.last?.short ?? "" }, .text("next") { $0.next?.short ?? "" },
        ]
        try Listing(columns: columns, rows: rows).print(options)
    }
}

extension PipelineMonth {
    static func print(_ months: [PipelineMonth], _ options: OutputOptions) throws {
        let columns: [Listing<PipelineMonth>.Column] = [
            .text("month") { $0.month }, .number("opportunities") { $0.opportunities },
            .text("value") { Money.text($0.valueHundredths) }, .text("good") { Money.text($0.goodHundredths) },
            .text("fair") { Money.text($0.fairHundredths) }, .text("poor") { Money.text($0.poorHundredths) },
            .text("unscored") { Money.text($0.unscoredHundredths) },
        ]
        try Listing(columns: columns, rows: months).print(options)
    }
}
