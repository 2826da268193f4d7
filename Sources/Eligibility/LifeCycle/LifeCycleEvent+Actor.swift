import Interactions

extension LifeCycleEvent.Kind {
    /// Whether this user may do it: the consent of Microsoft 365 is a Global Administrator's, that of an organisation
    /// for its own servers either administrator's, and everything else a System Administrator's.
    ///
    /// - Throws: the `LifeCycleError` that says which role is missing.
    package func check(
        actor: UserFacts,
        under profile: EligibilityProfile = .dynamics365
    ) throws(LifeCycleError) {
        let isEnabled = actor.account.value.map { $0.isEnabled == true && $0.isGuest == false } ?? false
        let isSystemAdministrator = isEnabled && actor.holds("System Administrator")
        switch self {
        case .consentGranted, .consentWithdrawn:
            let roles = actor.administratorRoles.value ?? []
            let isGlobal = isEnabled && roles.contains { $0.caseFolded == "global administrator" }
            switch profile {
            case .dynamics365: guard isGlobal else { throw .notGlobalAdministrator }
            case .ownServer: guard isGlobal || isSystemAdministrator else { throw .notAdministrator }
            }
        case .premiumFeaturesInstalled, .premiumFeaturesRemoved, .enabled, .disabled, .rolesSelected, .exchangeSwitched,
            .featureSwitched:
            guard isSystemAdministrator else { throw .notSystemAdministrator }
        }
    }
}
