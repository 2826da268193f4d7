import Interactions

/// Records of the log, as every face shows them.
package struct LogListing {
    package struct Row: Encodable {
        package let number: Int
        package let at: String
        package let kind: String
        /// Addresses as far as the directory knows them, keyed hashes otherwise.
        package let about: String
        package let text: String
    }

    package let rows: [Row]

    package init(_ rows: [LogRow]) {
        self.rows = rows.map { row in
            Row(
                number: row.number,
                at: row.at.iso8601,
                kind: row.kind,
                about: row.about.joined(separator: ", "),
                text: row.text
            )
        }
    }
}
