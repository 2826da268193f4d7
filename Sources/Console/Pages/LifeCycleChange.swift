import Eligibility
import Engine

/// What an administrator can change, by the names that pages and the API use.
enum LifeCycleChange: String, CaseIterable, Sendable {
    case premiumInstall = "premium-install"
    case premiumRemove = "premium-remove"
    case enable, disable
    case consentGrant = "consent-grant"
    case consentWithdraw = "consent-withdraw"
    case exchangeOn = "exchange-on"
    case exchangeOff = "exchange-off"
    case analyticsOn = "relationship-analytics-on"
    case analyticsOff = "relationship-analytics-off"
    case introductionsOn = "who-knows-whom-on"
    case introductionsOff = "who-knows-whom-off"
    case roles

    /// - Parameter roles: those to be selected; of no other change.
    func kind(roles: [String]) -> LifeCycleEvent.Kind {
        switch self {
        case .premiumInstall: .premiumFeaturesInstalled
        case .premiumRemove: .premiumFeaturesRemoved
        case .enable: .enabled
        case .disable: .disabled
        case .consentGrant: .consentGranted
        case .consentWithdraw: .consentWithdrawn
        case .exchangeOn: .exchangeSwitched(on: true)
        case .exchangeOff: .exchangeSwitched(on: false)
        case .analyticsOn: .featureSwitched(.relationshipAnalytics, on: true)
        case .analyticsOff: .featureSwitched(.relationshipAnalytics, on: false)
        case .introductionsOn: .featureSwitched(.whoKnowsWhom, on: true)
        case .introductionsOff: .featureSwitched(.whoKnowsWhom, on: false)
        case .roles: .rolesSelected(Set(roles))
        }
    }
}
