import ArgumentParser
import Eligibility

/// The command `rapport options`.
struct OptionsCommand: AsyncParsableCommand {
    enum Name: String, CaseIterable, ExpressibleByArgument {
        case relationshipAnalytics = "relationship-analytics"
        case whoKnowsWhom = "who-knows-whom"

        var feature: Feature {
            switch self {
            case .relationshipAnalytics: .relationshipAnalytics
            case .whoKnowsWhom: .whoKnowsWhom
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "options",
        abstract: "Switch one feature on or off.",
        discussion: "Needs a System Administrator."
    )

    @Argument(help: "relationship-analytics or who-knows-whom")
    var feature: Name
    @Argument(help: "on or off")
    var state: OnOff
    @OptionGroup var change: LifeCycleChange
    @OptionGroup var confirmation: Confirmation

    func run() async throws {
        try await change.record(.featureSwitched(feature.feature, on: state == .on), confirmation)
    }
}
