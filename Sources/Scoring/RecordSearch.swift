package import Interactions

/// Finds records as people type them.
package struct RecordSearch: Sendable {
    /// What was found.
    package enum Result: Equatable, Sendable {
        /// Positions of records that are meant equally well, at least one.
        case found([Int])
        /// Nothing, but these names are near, the nearest first.
        case suggestions([String])
    }

    /// The most names that are suggested.
    private static let mostSuggestions = 3

    private let records: [CRMRow]
    private let candidates: [Int]
    /// The names of the companies that records belong to, by position.
    private let companies: [Int: SearchText]
    /// What was merged into records, by their positions: they are found by all that these had.
    private let merged: [Int: [CRMRow]]

    /// - Parameters:
    ///   - records: what is looked through; positions are theirs.
    ///   - tables: of which records are looked for.
    ///   - isSeen: whether a record may be found, or suggested, at all.
    ///   - merged: the rows that were merged into a record, by position.
    ///   - company: the company that a record belongs to, by position.
    package init(
        _ records: [CRMRow],
        among tables: Set<CRMReference.Table>,
        where isSeen: (CRMRow) -> Bool = { _ in true },
        merged: [Int: [CRMRow]] = [:],
        company: (Int) -> Int? = { _ in nil }
    ) {
        self.records = records
        self.merged = merged
        let candidates = records.indices.filter { tables.contains(records[$0].reference.table) && isSeen(records[$0]) }
        var companies: [Int: SearchText] = [:]
        var known: [Int: SearchText] = [:]
        for position in candidates {
            guard let company = company(position), let name = records[company].name else { continue }
            let text = known[company] ?? SearchText(name)
            known[company] = text
            companies[position] = text
        }
        self.candidates = candidates
        self.companies = companies
    }

    /// Looks for the CRM's records.
    package init(
        _ index: RecordIndex,
        among tables: Set<CRMReference.Table> = [.account, .contact, .lead, .opportunity],
        where isSeen: (CRMRow) -> Bool = { _ in true }
    ) {
        self.init(index.records, among: tables, where: isSeen, merged: index.merged) { index.company(of: $0) }
    }

    /// By reference, GUID or address, also of what was merged into the record; else by the whole name, then by that of
    /// what was merged; else by the beginnings of its words, or of those of its company's name; else by parts of the
    /// name or of an address, or the domain: the first way that finds anything.
    package func callAsFunction(_ text: String) -> Result {
        let typed = TypedName(text)
        let exact = candidates.filter { position in
            rows(position).contains { record in
                record.reference.text == typed.reference || record.reference.id == typed.reference
                    || (typed.address.map { record.addresses.contains($0) } ?? false)
            }
        }
        guard exact.isEmpty else { return .found(exact) }
        let query = typed.text
        guard !query.words.isEmpty else { return .suggestions([]) }
        let names = candidates.map { (position: $0, name: SearchText(records[$0].name ?? "")) }
        let ways: [((position: Int, name: SearchText)) -> Bool] = [
            { $0.name.isSame(as: query) },
            { $0.name.hasSameWords(as: query) },
            { wasCalled(query, $0.position) },
            { $0.name.hasWords(of: query) },
            { hasWords(of: query, $0.position, $0.name) },
            { $0.name.contains(query) || hasAddress($0.position, like: query) },
        ]
        for way in ways {
            let found = names.filter(way).map(\.position)
            if !found.isEmpty { return .found(found) }
        }
        return .suggestions(suggestions(query, names))
    }

    /// `anna fabrikam`: some of the words are the person's, the others the company's.
    private func hasWords(of query: SearchText, _ position: Int, _ name: SearchText) -> Bool {
        guard query.words.count > 1, let company = companies[position] else { return false }
        let places = query.words.indices
        return places.contains { name.hasWord($0, of: query) }
            && places.allSatisfy { name.hasWord($0, of: query) || company.hasWord($0, of: query) }
    }

    private func hasAddress(_ position: Int, like query: SearchText) -> Bool {
        rows(position).flatMap(\.addresses).contains {
            $0.text.contains(query.text) || $0.text.contains(query.written)
        }
    }

    /// A record with all that was merged into it.
    private func rows(_ position: Int) -> [CRMRow] { [records[position]] + (merged[position] ?? []) }

    /// Whether something that was merged into the record had the whole name.
    private func wasCalled(_ query: SearchText, _ position: Int) -> Bool {
        (merged[position] ?? []).contains { row in
            let name = SearchText(row.name ?? "")
            return name.isSame(as: query) || name.hasSameWords(as: query)
        }
    }

    /// One wrong letter in three, of a name in any order or of an address.
    private func suggestions(_ query: SearchText, _ names: [(position: Int, name: SearchText)]) -> [String] {
        let most = max(1, (query.text.unicodeScalars.count + 1) / 3)
        let isAddress = query.text.utf8.contains(UInt8(ascii: "@"))
        var near: [(name: String, distance: Int)] = []
        for (position, name) in names {
            let record = records[position]
            if isAddress {
                near += record.addresses.map { ($0.text, $0.text.distance(to: query.text)) }
            } else if let text = record.name {
                near.append((text, name.distance(to: query)))
            }
        }
        near = near.filter { $0.distance <= most }.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
        var suggestions: [String] = []
        for name in near.map(\.name) where !suggestions.contains(name) { suggestions.append(name) }
        return Array(suggestions.prefix(Self.mostSuggestions))
    }
}
