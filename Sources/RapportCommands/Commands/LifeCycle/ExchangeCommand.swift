import ArgumentParser
import Eligibility

/// The command `rapport exchange on|off`.
struct ExchangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Switch the use of Exchange data on or off; off, the next sync removes it.",
        discussion: "Needs a System Administrator."
    )

    @Argument(help: "on or off")
    var state: OnOff
    @OptionGroup var change: LifeCycleChange
    @OptionGroup var confirmation: Confirmation

    func run() async throws { try await change.record(.exchangeSwitched(on: state == .on), confirmation) }
}

/// How a switch is named on the command line.
enum OnOff: String, CaseIterable, ExpressibleByArgument {
    case on, off
}
