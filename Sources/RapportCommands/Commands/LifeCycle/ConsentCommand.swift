import ArgumentParser
import Eligibility

/// The command `rapport consent grant|withdraw`.
struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "Record the Microsoft 365 administrator's consent, or its withdrawal.",
        discussion: """
            Needs a Global Administrator, who also gives it in the Microsoft 365 admin centre. After a withdrawal no \
            mailbox is read any more, not even by a run that is under way, and the next sync removes all Exchange data.
            """,
        subcommands: [Grant.self, Withdraw.self]
    )

    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The consent was given.")
        @OptionGroup var change: LifeCycleChange
        func run() async throws { try await change.record(.consentGranted) }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The consent was withdrawn.")
        @OptionGroup var change: LifeCycleChange
        @OptionGroup var confirmation: Confirmation
        func run() async throws { try await change.record(.consentWithdrawn, confirmation) }
    }
}
