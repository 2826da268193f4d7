import ArgumentParser
import Eligibility
import Engine
import Interactions

/// The command `rapport why`.
struct WhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say why a person's Exchange data is used or not, and what to do about it."
    )

    @Argument(help: "The address of a user.")
    var user: String
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        guard let address = EmailAddress(user) else { throw CommandFailure(.usage, "That is no SMTP address.") }
        let eligibility = try await configurationOptions.engine().eligibility()
        let decision = try eligibility.decide(Mailbox(address: address))
        let tenant = try eligibility.decideTenant()
        try outputOptions.show(WhyListing(decision, tenant)) { try tell(decision, tenant) }
    }

    private func tell(_ decision: Decision, _ tenant: TenantDecision) throws {
        if decision.reasons.isEmpty {
            try Terminal.print("All nine gates are passed: CRM and Exchange data are used.")
        } else {
            try Terminal.print("CRM data only, because:")
        }
        for result in decision.results {
            for reason in result.reasons {
                try Terminal.print("\n\(reason.gate.rawValue): \(reason.code.rawValue)")
                try Terminal.print("  \(reason.text)")
                try Terminal.print("  To do: \(reason.remedy)")
            }
            guard result.verdict != .passed else { continue }
            if result.verdict == .notRequired { try Terminal.print("\n\(result.gate.rawValue): not required") }
            for evidence in result.evidence {
                try Terminal.print("  Fact: \(EligibilityListing.EvidenceRow(evidence).told)")
            }
        }
        let features = tenant.features
        try Terminal.print("")
        for decision in tenant.decisions {
            try Terminal.print("\(decision.feature.rawValue): \(decision.basis.rawValue)")
        }
        if features.values.contains(where: { $0 != .off }) {
            try Terminal.print(
                "If a widget is missing all the same: custom apps show it only where an administrator added it to the form."
            )
        }
    }
}
