import ArgumentParser
import Eligibility
import Interactions
import Scoring

/// What `scores`, `health` and `introductions` have in common.
struct ScoringArguments: ParsableArguments {
    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(help: "At this instant, for example 2026-12-24T00:00:00Z; what lies after it is still to come.")
    var at: String?

    /// - Throws: `CommandFailure`, or what the store throws.
    func load(for feature: Feature) async throws -> (configuration: RapportConfiguration, relationships: Relationships)
    {
        var clock = Timestamp.now
        if let at {
            guard let instant = Timestamp(iso8601: at) else {
                throw CommandFailure(.usage, "--at must be an instant such as 2026-12-24T00:00:00Z.")
            }
            clock = instant
        }
        let configuration = try await RapportConfiguration.loadWithFacts(configurationOptions.path)
        return (configuration, try await Relationships(configuration, for: feature, at: clock))
    }
}

extension Relationships {
    /// The record that somebody means: `RecordSearch` says how it is found.
    ///
    /// - Throws: `CommandFailure` of status `usage` if there is none, or more than one.
    func record(
        _ text: String,
        among tables: Set<CRMReference.Table> = [.account, .contact, .lead, .opportunity]
    ) throws -> Int {
        switch RecordSearch(index, among: tables)(text) {
        case .found(let found):
            guard found.count != 1 else { return found[0] }
            let hits = found.prefix(10).map { position in
                let record = index.records[position]
                return "  \(record.reference.text)  \(record.name ?? record.addresses.first?.text ?? "")"
            }
            let rest = found.count > hits.count ? "\n  and \(found.count - hits.count) more" : ""
            throw CommandFailure(
                .usage,
                "\(found.count) records are meant; name one by its reference:\n\(hits.joined(separator: "\n"))\(rest)"
            )
        case .suggestions(let names):
            let hint = names.isEmpty ? "" : " Did you mean \(names.map { "'\($0)'" }.joined(separator: " or "))?"
            throw CommandFailure(.usage, "No record of the CRM has this reference, GUID, address or name.\(hint)")
        }
    }
}
