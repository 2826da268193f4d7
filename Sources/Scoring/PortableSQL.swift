/// The same definitions as SQL, one text for every family, that SQLite, PostgreSQL and DuckDB answer alike.
///
/// `attribution` is run before the others; they read what `tables` makes and `ScoringTables` fills.
package enum PortableSQL: String, CaseIterable, Sendable {
    case tables, attribution, totals, weeks, answers, people, health, introductions

    /// Those that answer rows.
    package static let families: [PortableSQL] = [.totals, .weeks, .answers, .people, .health, .introductions]

    package var text: String {
        let bytes =
            switch self {
            case .tables: PackageResources.tables_sql
            case .attribution: PackageResources.attribution_sql
            case .totals: PackageResources.totals_sql
            case .weeks: PackageResources.weeks_sql
            case .answers: PackageResources.answers_sql
            case .people: PackageResources.people_sql
            case .health: PackageResources.health_sql
            case .introductions: PackageResources.introductions_sql
            }
        return String(decoding: bytes, as: UTF8.self)
    }
}
