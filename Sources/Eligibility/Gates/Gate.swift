/// What has to be passed before a mailbox's Exchange data may be used, in the order of listings.
package enum Gate: String, Hashable, Sendable, CaseIterable {
    case license, premiumFeatures, activation, exchangeIntegration, consent
    case dataLocation, securityRole, account, exclusion

    /// Whether a gate is asked once, or for every mailbox.
    package enum Level: String, Hashable, Sendable {
        /// One answer for all mailboxes.
        case tenant
        case mailbox
    }

    package var level: Level {
        switch self {
        case .license, .premiumFeatures, .activation, .exchangeIntegration, .consent: .tenant
        case .dataLocation, .securityRole, .account, .exclusion: .mailbox
        }
    }
}
