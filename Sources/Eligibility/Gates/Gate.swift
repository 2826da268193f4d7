/// What has to be passed before a mailbox's Exchange data may be used, in the order of listings.
package enum Gate: String, Hashable, Sendable, CaseIterable {
    case license, premiumFeatures, activation, exchangeIntegration, consent
    case dataLocation, securityRole, account, exclusion

    package enum Level: String, Hashable, Sendable {
        /// The same for every mailbox.
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
