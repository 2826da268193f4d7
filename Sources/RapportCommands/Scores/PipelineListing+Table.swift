import Engine

extension PipelineListing {
    func print(_ format: OutputFormat) throws {
        let columns: [Listing<Row>.Column] = [
            .text("closes") { $0.closeDate ?? "" }, .text("in days") { $0.daysLeft.map { String($0) } ?? "" },
            .text("value") { Money.text($0.estimatedValueHundredths, $0.currency) },
            .text("opportunity") { $0.name ?? $0.record }, .text("account") { $0.accountName ?? "" },
            .text("stage") { $0.stage ?? "" }, .text("health") { $0.health.map { String($0) } ?? "" },
            .text("state") { $0.state }, .text("trend") { $0.trend }, .number("attention") { Int($0.attention) },
            .text("because") { $0.reason ?? "" }, .number("people") { $0.peopleOutside },
            .text("stakeholders") { $0.stakeholders.joined(separator: ", ") },
            .text("owner") { $0.ownerName ?? "" }, .text("sales team") { $0.salesTeam.joined(separator: ", ") },
            .text("last") { $0.last?.short ?? "" }, .text("next") { $0.next?.short ?? "" },
        ]
        try Listing(columns: columns, rows: rows).print(format)
    }
}

extension PipelineMonth {
    static func print(_ months: [PipelineMonth], _ format: OutputFormat) throws {
        let columns: [Listing<PipelineMonth>.Column] = [
            .text("month") { $0.month }, .number("opportunities") { $0.opportunities },
            .text("value") { Money.text($0.valueHundredths) }, .text("good") { Money.text($0.goodHundredths) },
            .text("fair") { Money.text($0.fairHundredths) }, .text("poor") { Money.text($0.poorHundredths) },
            .text("unscored") { Money.text($0.unscoredHundredths) },
        ]
        try Listing(columns: columns, rows: months).print(format)
    }
}
