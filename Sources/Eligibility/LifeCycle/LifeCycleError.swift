/// Why an event cannot follow on what happened so far.
package enum LifeCycleError: Error, Hashable, Sendable, CustomStringConvertible {
    case premiumFeaturesMissing
    case alreadyEnabled
    case notEnabled
    /// Who-knows-whom or the Exchange integration ended on day 14; a new clock has to begin.
    case enableAgain
    case noConsent
    case unchanged
    /// Earlier than what is recorded already.
    case tooEarly

    /// Whether what was asked for is so already, so that nothing is left to do.
    package var isAlreadySo: Bool { self == .unchanged || self == .alreadyEnabled }

    /// What is missing, and the command that helps.
    package var description: String {
        switch self {
        case .premiumFeaturesMissing:
            "The premium features are not installed. Run 'rapport premium install' first."
        case .alreadyEnabled:
            """
            That is already so: relationship intelligence is enabled. What an administrator switched off by name stays \
            off until it is switched on by that name, with 'rapport exchange on' or 'rapport options FEATURE on'.
            """
        case .notEnabled: "Relationship intelligence is not enabled. Run 'rapport enable' first."
        case .enableAgain:
            "It was switched off because the consent was missing on day 14. Run 'rapport enable' to begin again."
        case .noConsent: "No consent is recorded that could be withdrawn."
        case .unchanged: "That is already so: nothing was changed."
        case .tooEarly: "Something later is recorded already. Set the clock of this machine right."
        }
    }
}
