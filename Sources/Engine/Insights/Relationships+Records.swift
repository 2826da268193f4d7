package import Interactions
import Scoring

extension Relationships {
    /// Hits that a refusal lists.
    private static let mostHits = 10

    /// The record that somebody means: `RecordSearch` says how it is found.
    ///
    /// - Throws: `EngineError` of code `unknownName` if there is none, or more than one.
    package func record(
        _ text: String,
        among tables: Set<CRMReference.Table> = [.account, .contact, .lead, .opportunity]
    ) throws -> Int {
        switch RecordSearch(index, among: tables)(text) {
        case .found(let found):
            guard found.count != 1 else { return found[0] }
            let hits = found.prefix(Self.mostHits).map { position in
                let record = index.records[position]
                return "  \(record.reference.text)  \(record.name ?? record.addresses.first?.text ?? "")"
            }
            let rest = found.count > hits.count ? "\n  and \(found.count - hits.count) more" : ""
            throw EngineError(
                .unknownName,
                "\(found.count) records are meant; name one by its reference:\n\(hits.joined(separator: "\n"))\(rest)"
            )
        case .suggestions(let names):
            let hint = names.isEmpty ? "" : " Did you mean \(names.map { "'\($0)'" }.joined(separator: " or "))?"
            throw EngineError(.unknownName, "No record of the CRM has this reference, GUID, address or name.\(hint)")
        }
    }
}
