import ArgumentParser
import Eligibility
import Engine
import Interactions
import Settings
import Scoring

/// What `scores`, `health` and `introductions` have in common.
struct ScoringArguments: ParsableArguments {
    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(help: "At this instant, for example 2026-12-24T00:00:00Z; what lies after it is still to come.")
    var at: String?

    /// - Throws: `CommandFailure`, or what the store throws.
    func load(for feature: Feature) async throws -> (configuration: RapportSettings, relationships: Relationships) {
        var clock = Timestamp.now
        if let at {
            guard let instant = Timestamp(iso8601: at) else {
                throw CommandFailure(.usage, "--at must be an instant such as 2026-12-24T00:00:00Z.")
            }
            clock = instant
        }
        let engine = try await configurationOptions.engine()
        return (engine.settings, try await Relationships(engine, for: feature, at: clock))
    }
}

extension Relationships {
    /// The record that somebody means by its reference, its GUID, one of its addresses, or its name.
    ///
    /// - Throws: `CommandFailure` of status `usage` if there is none, or more than one.
    func record(
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
            throw CommandFailure(.usage, "No record of the CRM has this reference, GUID, address or name.")
        }
        guard found.count == 1 else {
            let references = found.prefix(5).map { index.records[$0].reference.text }.joined(separator: ", ")
            throw CommandFailure(.usage, "\(found.count) records are meant: \(references). Name one by its reference.")
        }
        return first
    }
}
