import Engine

extension HealthExplanation {
    /// The terms, then the interactions.
    func table(_ screen: Screen) -> [String] {
        func points(_ millionths: Int64) -> String {
            let hundredths = millionths.magnitude / 10_000
            return
                "\(millionths < 0 ? "-" : "")\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        }
        let columns: [Listing<Term>.Column] = [
            .text("term") { $0.term }, .text("points") { points($0.points) }, .number("of") { $0.most },
        ]
        let lines = Listing(columns: columns, rows: terms).table(screen) + [""]
        let behind: [Listing<Behind>.Column] = [
            .text("when") { LocalTime.minute($0.at) }, .text("kind") { $0.kind }, .text("direction") { $0.direction },
            .text("from") { $0.from }, .number("worth") { Int($0.worth) },
            .text("left of it") { "\($0.factor / 10_000) %" },
            .number("sequence") { Int($0.sequence) },
        ]
        return lines + Listing(columns: behind, rows: interactions).table(screen)
    }
}
