import Engine

extension HealthExplanation {
    func print() throws {
        func points(_ millionths: Int64) -> String {
            let hundredths = millionths.magnitude / 10_000
            return
                "\(millionths < 0 ? "-" : "")\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        }
        try Terminal.print("")
        let columns: [Listing<Term>.Column] = [
            .text("term") { $0.term }, .text("points") { points($0.points) }, .number("of") { $0.most },
        ]
        for line in Listing(columns: columns, rows: terms).table { try Terminal.print(line) }
        try Terminal.print("")
        let behind: [Listing<Behind>.Column] = [
            .text("when") { $0.at }, .text("kind") { $0.kind }, .text("direction") { $0.direction },
            .text("from") { $0.from }, .number("worth") { Int($0.worth) },
            .text("left of it") { "\($0.factor / 10_000) %" },
            .number("sequence") { Int($0.sequence) },
        ]
        for line in Listing(columns: behind, rows: interactions).table { try Terminal.print(line) }
    }
}
