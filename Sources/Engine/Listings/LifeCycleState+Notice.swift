package import Eligibility

extension LifeCycleState {
    /// Whether all is off for want of the premium features, so that the end of a clock takes nothing away.
    func lacksPremiumFeatures(under profile: EligibilityProfile) -> Bool {
        profile != .ownServer && !premiumFeatures.isOn
    }

    /// What administrators have to be told of the consent; nil without premium features, which have to come first.
    package func notice(under profile: EligibilityProfile) -> Banner? {
        lacksPremiumFeatures(under: profile) ? nil : banner
    }
}
