/// The names that Windows, and so Exchange, has for the IANA zones.
package enum WindowsZone {
    /// The Windows id of an IANA zone, for example `W. Europe Standard Time` for `Europe/Vienna`.
    ///
    /// Nil for zones that no Windows zone stands for; Exchange then writes a custom definition.
    package static func id(forIANA identifier: String) -> String? {
        windows[identifier]
    }

    /// The IANA zone that stands for a Windows id, for example `Europe/Berlin` for `W. Europe Standard Time`.
    package static func iana(forID id: String) -> String? {
        iana[id]
    }

    /// One IANA zone for every Windows zone, sorted from west to east.
    package static let representatives: [String] = rows.compactMap { $0.zones.first }

    private static let rows: [(id: String, zones: [String])] = table.split(separator: "\n").compactMap { line in
        guard let colon = line.firstIndex(of: ":") else { return nil }
        return (String(line[..<colon]), line[colon...].dropFirst().split(separator: " ").map(String.init))
    }

    private static let windows = Dictionary(
        rows.flatMap { row in row.zones.map { ($0, row.id) } },
        uniquingKeysWith: { first, _ in first }
    )

    private static let iana = Dictionary(
        rows.compactMap { row in row.zones.first.map { (row.id, $0) } },
        uniquingKeysWith: { first, _ in first }
    )
}
