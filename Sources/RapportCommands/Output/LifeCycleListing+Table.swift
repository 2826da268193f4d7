import Engine

extension LifeCycleListing {
    /// The lines of a table, with the banner above it.
    var table: [String] {
        let columns: [Listing<Row>.Column] = [
            .text("part") { $0.part }, .text("state") { $0.state }, .text("since") { $0.since ?? "" },
        ]
        return (banner.map { [$0, ""] } ?? []) + Listing(columns: columns, rows: parts).table
    }

    /// - Throws: `CommandFailure` of status `cannotWrite`.
    func print() throws {
        for line in table { try Terminal.print(line) }
    }
}
