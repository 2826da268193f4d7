import Engine
import Interactions

extension LifeCycleListing {
    /// The lines of a table, with the banner above it.
    func table(_ screen: Screen) -> [String] {
        let columns: [Listing<Row>.Column] = [
            .text("part") { $0.part }, .text("state") { $0.state },
            .text("since") { $0.since.map(LocalTime.minute) ?? "" },
        ]
        let told = banner.map { Folding.lines(Harmless.cell($0), in: screen) + [""] } ?? []
        return told + Listing(columns: columns, rows: parts).table(screen)
    }
}
