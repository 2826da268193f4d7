/// By whose rules an installation is run.
package enum EligibilityProfile: String, Hashable, Sendable, CaseIterable {
    /// Microsoft's, for data of Microsoft 365 and Dynamics 365: licence, premium features and consent are needed.
    case dynamics365
    /// Those of an organisation without Microsoft's cloud: none of the three is needed, and it records its own consent.
    case ownServer
}
