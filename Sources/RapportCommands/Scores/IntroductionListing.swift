import Engine
import Interactions
import Scoring

/// Who can introduce somebody, for printing.
struct IntroductionListing: Encodable {
    struct Row: Encodable {
        let name: String
        let address: String
        let band: String
        /// 0 to 99.
        let strength: Int
        let twoWay: Bool
        let emails: Int64
        let meetings: Int64
        let calls: Int64
        let last: ScoreListing.Moment
        /// The latest first; nil if it was not asked for.
        let interactions: [Behind]?
    }

    struct Behind: Encodable {
        let moment: ScoreListing.Moment
        /// The number of the interaction's record in the export.
        let sequence: Int64
    }

    /// Interactions of each that a table shows.
    private static let shown = 10

    let target: String
    let introducers: [Row]
    /// The draft of a request to the first of them, if it was asked for.
    var request: String?
    /// `exchange`, or `crm` if it stands on CRM data alone.
    let basis: String
    let scoringVersion = ScoringVersion.current

    init(
        _ target: IntroductionTarget,
        of relationships: Relationships,
        isExplained: Bool,
        limit: Int = Introductions.limit
    ) async throws {
        let introductions = relationships.introductions()
        let found = introductions.introducers(to: [target.persons])[0].prefix(limit)
        let names = try await relationships.names(of: found.map(\.person))
        let addresses = try await relationships.people.addresses(of: found.map(\.person))
        self.target = target.name
        basis = relationships.board.options.usesExchange ? "exchange" : "crm"
        introducers = found.map { introducer in
            Row(
                name: names[introducer.person] ?? "",
                address: addresses[introducer.person]?.text ?? "",
                band: introducer.band.rawValue,
                strength: introducer.strength,
                twoWay: introducer.isTwoWay,
                emails: introducer.emails,
                meetings: introducer.meetings,
                calls: introducer.calls,
                last: ScoreListing.Moment(introducer.last),
                interactions: isExplained
                    ? introductions.interactions(of: introducer.person, with: target.persons).map { position in
                        Behind(
                            moment: ScoreListing.Moment(relationships.board.history.moment(at: position)),
                            sequence: relationships.board.history.number(at: position)
                        )
                    } : nil
            )
        }
    }

    func print(_ format: OutputFormat) throws {
        switch format {
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
            for line in Listing(columns: columns, rows: introducers).table { try Terminal.print(line) }
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
        }
    }
}
