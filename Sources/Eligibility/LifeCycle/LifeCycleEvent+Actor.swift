import Interactions

extension LifeCycleEvent.Kind {
    /// Whether this user may do it: the consent of Microsoft 365 is a Global Administrator's, that of an organisation
    /// for its own servers either administrator's, and everything else a System Administrator's.
    ///
    /// - Throws: `MissingAuthority`.
    package func check(
        actor: UserFacts,
        under profile: EligibilityProfile = .dynamics365
    ) throws(MissingAuthority) {
        let isEnabled = actor.account.value.map { $0.isEnabled == true && $0.isGuest == false } ?? false
        let isSystemAdministrator = isEnabled && actor.holds("System Administrator")
        switch self {
        case .consentGranted, .consentWithdrawn:
            let roles = actor.administratorRoles.value ?? []
            let isGlobal = isEnabled && roles.contains { $0.caseFolded == "global administrator" }
            switch profile {
            case .dynamics365: guard isGlobal else { throw MissingAuthority(.globalAdministrator, of: actor) }
            case .ownServer: guard isGlobal || isSystemAdministrator else { throw MissingAuthority(.either, of: actor) }
            }
        case .premiumFeaturesInstalled, .premiumFeaturesRemoved, .enabled, .disabled, .rolesSelected, .exchangeSwitched,
            .featureSwitched:
            guard isSystemAdministrator else { throw MissingAuthority(.systemAdministrator, of: actor) }
        }
    }
}
