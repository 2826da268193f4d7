package import Interactions
import Scoring

extension Relationships {
    /// The record that somebody means by its reference, its GUID, one of its addresses, or its name.
    ///
    /// - Throws: `EngineError` of code `unknownName` if there is none, or more than one.
    package func record(
        _ text: String,
        among tables: Set<CRMReference.Table> = [.account, .contact, .lead, .opportunity]
    ) throws -> Int {
        let address = EmailAddress(text)
        let found = index.records.indices.filter { position in
            let record = index.records[position]
            guard tables.contains(record.reference.table) else { return false }
            return record.reference.text == text || record.reference.id == text || record.name == text
                || (address.map { record.addresses.contains($0) } ?? false)
        }
        guard let first = found.first else {
            throw EngineError(.unknownName, "No record of the CRM has this reference, GUID, address or name.")
        }
        guard found.count == 1 else {
            let references = found.prefix(5).map { index.records[$0].reference.text }.joined(separator: ", ")
            throw EngineError(
                .unknownName,
                "\(found.count) records are meant: \(references). Name one by its reference."
            )
        }
        return first
    }
}
