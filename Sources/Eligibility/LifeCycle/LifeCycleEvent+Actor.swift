extension LifeCycleEvent.Kind {
    /// Whether this user may do it: the consent is a Global Administrator's, everything else a System Administrator's.
    ///
    /// - Throws: the `LifeCycleError` that says which role is missing.
    package func check(actor: UserFacts) throws(LifeCycleError) {
        let isEnabled = actor.account.value.map { $0.isEnabled && !$0.isGuest } ?? false
        switch self {
        case .consentGranted, .consentWithdrawn:
            let roles = actor.administratorRoles.value ?? []
            guard isEnabled, roles.contains(where: { $0.foldingASCII == "global administrator" }) else {
                throw .notGlobalAdministrator
            }
        case .premiumFeaturesInstalled, .premiumFeaturesRemoved, .enabled, .disabled, .rolesSelected, .exchangeSwitched,
            .featureSwitched:
            let roles = actor.roles.value ?? []
            guard isEnabled, roles.contains(where: { $0.role.isNamed(in: ["System Administrator"]) }) else {
                throw .notSystemAdministrator
            }
        }
    }
}
