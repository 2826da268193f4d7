/// The same definitions as SQL, one text for every family, that four engines answer alike.
///
/// `attribution` is run before the others; they read what `tables` makes and `ScoringTables` fills.
package enum PortableSQL: String, CaseIterable, Sendable {
    case tables, attribution, totals, weeks, days, answers, people, colleagues, health, introductions

    /// An engine's own spelling of a division that drops the remainder, and that PostgreSQL is told to look at tables
    /// before it joins them: the only things in which the texts differ.
    package enum Dialect: String, CaseIterable, Sendable {
        case duckdb, postgresql, spark, sqlite

        fileprivate var division: String {
            switch self {
            case .duckdb: "//"
            case .postgresql, .sqlite: "/"
            case .spark: "DIV"
            }
        }

        fileprivate var isToldToAnalyze: Bool { self == .postgresql }
    }

    /// Those that answer rows.
    package static let families: [PortableSQL] = [
        .totals, .weeks, .days, .answers, .people, .colleagues, .health, .introductions,
    ]

    /// The statement as the engine reads it; ` // ` stands for the division in ours.
    package func text(for dialect: Dialect) -> String {
        var text = ""
        var rest = source[...]
        while let range = rest.firstRange(of: " // ") {
            text += rest[..<range.lowerBound] + " \(dialect.division) "
            rest = rest[range.upperBound...]
        }
        text += rest
        guard !dialect.isToldToAnalyze else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("ANALYZE ") }
            .joined(separator: "\n")
    }

    private var source: String {
        let bytes =
            switch self {
            case .tables: PackageResources.tables_sql
            case .attribution: PackageResources.attribution_sql
            case .totals: PackageResources.totals_sql
            case .weeks: PackageResources.weeks_sql
            case .days: PackageResources.days_sql
            case .answers: PackageResources.answers_sql
            case .people: PackageResources.people_sql
            case .colleagues: PackageResources.colleagues_sql
            case .health: PackageResources.health_sql
            case .introductions: PackageResources.introductions_sql
            }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The columns of the table that `tables` makes, in their order.
    package static func columns(of table: ScoringTables.Table) -> [String] {
        let text = PortableSQL.tables.source
        guard let start = text.firstRange(of: "CREATE TABLE \(table.rawValue) (")?.upperBound,
            let end = text[start...].firstIndex(of: ")")
        else { preconditionFailure("tables.sql makes every table") }
        return text[start..<end].split(separator: ",").map { column in
            String(column.split(whereSeparator: \.isWhitespace)[0])
        }
    }
}
