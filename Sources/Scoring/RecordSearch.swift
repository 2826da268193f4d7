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

    /// - Parameters:
    ///   - records: what is looked through; positions are theirs.
    ///   - tables: of which records are looked for.
    package init(_ records: [CRMRow], among tables: Set<CRMReference.Table>) {
        self.records = records
        candidates = records.indices.filter { tables.contains(records[$0].reference.table) }
    }

    /// Looks for the CRM's records.
    package init(
        _ index: RecordIndex,
        among tables: Set<CRMReference.Table> = [.account, .contact, .lead, .opportunity]
    ) {
        self.init(index.records, among: tables)
    }

    /// By reference, GUID or address; else by the whole name; else by the beginnings of its words; else by parts of the
    /// name or of an address, or the domain: the first way that finds anything.
    package func callAsFunction(_ text: String) -> Result {
        let address = EmailAddress(text)
        let exact = candidates.filter { position in
            let record = records[position]
            return record.reference.text == text || record.reference.id == text.lowercased()
                || (address.map { record.addresses.contains($0) } ?? false)
        }
        guard exact.isEmpty else { return .found(exact) }
        let query = SearchText(text)
        guard !query.words.isEmpty else { return .suggestions([]) }
        let names = candidates.map { (position: $0, name: SearchText(records[$0].name ?? "")) }
        let ways: [((position: Int, name: SearchText)) -> Bool] = [
            { $0.name.text == query.text },
            { Set($0.name.words) == Set(query.words) },
            { $0.name.hasWords(of: query) },
            { $0.name.text.contains(query.text) || hasAddress($0.position, like: query.text) },
        ]
        for way in ways {
            let found = names.filter(way).map(\.position)
            if !found.isEmpty { return .found(found) }
        }
        return .suggestions(suggestions(query, names))
    }

    private func hasAddress(_ position: Int, like text: String) -> Bool {
        records[position].addresses.contains { $0.text.contains(text) }
    }

    /// One wrong letter in three.
    private func suggestions(_ query: SearchText, _ names: [(position: Int, name: SearchText)]) -> [String] {
        let most = max(1, (query.text.unicodeScalars.count + 1) / 3)
        let near = names.map { (name: records[$0.position].name ?? "", distance: $0.name.distance(to: query)) }
            .filter { $0.distance <= most }.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
        var suggestions: [String] = []
        for name in near.map(\.name) where !suggestions.contains(name) { suggestions.append(name) }
        return Array(suggestions.prefix(Self.mostSuggestions))
    }
}
