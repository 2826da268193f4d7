import Engine

extension IntroductionListing {
    /// Interactions of each that a table shows.
    private static let shown = 10

    func print(_ options: OutputOptions) throws {
        switch options.output {
        case .json: try Terminal.print(Terminal.json(self))
        case .ndjson: for row in introducers { try Terminal.print(Terminal.json(row)) }
        case .table:
            guard !introducers.isEmpty else { return }
            let columns: [Listing<Row>.Column] = [
                .text("colleague") { $0.name }, .text("knows them") { $0.band },
                .text("strength") { Sparkline.gauge($0.strength) }, .number("of 100") { $0.strength },
                .number("mails") { Int($0.emails) }, .number("meetings") { Int($0.meetings) },
                .number("calls") { Int($0.calls) }, .text("last") { $0.last.short },
            ]
            try Terminal.show(Listing(columns: columns, rows: introducers).table(options.screen), options.screen)
            for row in introducers {
                guard let interactions = row.interactions else { continue }
                try Terminal.print("\n\(row.name): \(row.twoWay ? "both ways" : "one way only")")
                for behind in interactions.prefix(Self.shown) {
                    try Terminal.print("  \(behind.moment.short)  sequence \(behind.sequence)")
                }
                let rest = interactions.count - Self.shown
                if rest > 0 { try Terminal.print("  and \(rest) earlier ones; --output json has them all") }
            }
            if let request { try Terminal.print("\n" + request) }
            if let mailto { try Terminal.print(mailto) }
        }
    }
}
