package import Interactions
import Scoring

extension Relationships {
    /// Hits that a refusal lists.
    private static let mostHits = 10

    /// The record that somebody means: `RecordSearch` says how it is found.
    ///
    /// - Parameter sight: only what the viewer may see is found, or named in a refusal; nil for everything.
    /// - Throws: `EngineError` of code `unknownName` if there is none, or more than one.
    package func record(
        _ text: String,
        among tables: Set<CRMReference.Table> = [.account, .contact, .lead, .opportunity],
        for sight: Sight? = nil
    ) throws -> Int {
        if index.records.isEmpty, let emptiness { throw EngineError(.unknownName, emptiness) }
        let search = RecordSearch(index, among: tables, where: { sight?.includes($0) ?? true })
        return try one(search(text), of: index.records, "record of the CRM")
    }

    /// The user or team of the CRM that somebody means, found as records are.
    ///
    /// - Throws: `EngineError` of code `unknownName` if there is none, or more than one.
    func colleague(_ text: String, in table: CRMReference.Table) throws -> CRMRow {
        let found = RecordSearch(index.colleagues, among: [table])(text)
        return index.colleagues[try one(found, of: index.colleagues, "\(table == .team ? "team" : "user") of the CRM")]
    }

    /// - Parameter noun: what is looked for, in one.
    private func one(_ result: RecordSearch.Result, of rows: [CRMRow], _ noun: String) throws -> Int {
        switch result {
        case .found(let found):
            guard found.count != 1 else { return found[0] }
            let hits = found.prefix(Self.mostHits).map { position in
                let record = rows[position]
                return "  \(record.reference.text)  \(record.name ?? record.addresses.first?.text ?? "")"
            }
            let rest = found.count > hits.count ? "\n  and \(found.count - hits.count) more" : ""
            throw EngineError(
                .unknownName,
                "\(found.count) are meant; name one by its reference:\n\(hits.joined(separator: "\n"))\(rest)"
            )
        case .suggestions(let names):
            let hint = names.isEmpty ? "" : " Did you mean \(names.map { "'\($0)'" }.joined(separator: " or "))?"
            throw EngineError(.unknownName, "No \(noun) has this reference, GUID, address or name.\(hint)")
        }
    }
}
