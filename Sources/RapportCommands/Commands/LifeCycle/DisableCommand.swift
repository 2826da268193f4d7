import ArgumentParser
import Eligibility

/// The command `rapport disable`.
struct DisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Switch relationship intelligence off; the next sync removes all Exchange data.",
        discussion: "Needs a System Administrator."
    )

    @OptionGroup var change: LifeCycleChange
    @OptionGroup var confirmation: Confirmation

    func run() async throws { try await change.record(.disabled, confirmation) }
}
