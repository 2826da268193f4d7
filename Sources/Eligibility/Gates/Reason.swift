/// Why a gate is not passed, or a feature not on.
package struct Reason: Hashable, Sendable {
    /// What reasons are told by in logs and listings.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case licenseUnknown, licenseMissing
        case premiumFeaturesMissing
        case notEnabled, featuresSwitchedOff
        // Of a feature alone: no gate gives them.
        case relationshipAnalyticsSwitchedOff, whoKnowsWhomSwitchedOff, whoKnowsWhomAutoDisabled
        case exchangeNotEnabled, exchangeSwitchedOff, exchangeAutoDisabled
        case consentPending, consentMissing, consentWithdrawn, organisationConsentMissing
        case locationUnknown, unknownDatacenterScope, regionSpecificDatacenter
        case countryOutsideGeography, ownServerNotRead
        case rolesUnknown, noRoleSelected, roleMissing
        case accountUnknown, accountDisabled, guestAccount, personalMailboxLeftOut
        case sharedMailbox, roomMailbox, equipmentMailbox, noMailbox
        case notInDirectory, notListed, groupsUnknown, excludedGroup, optOutUnknown, optedOut, erased
    }

    package let gate: Gate
    package let code: Code
    /// Who told, or did not tell, what this stands on.
    package let source: FactSource

    /// Whether nobody told what the gate asks for, rather than that somebody told something that does not pass.
    package var isMissingFact: Bool {
        switch code {
        case .licenseUnknown, .locationUnknown, .unknownDatacenterScope, .rolesUnknown, .accountUnknown, .groupsUnknown,
            .optOutUnknown, .notInDirectory:
            true
        default: false
        }
    }

    /// Whether a service was asked and could not tell, so that the next time may bring what is missing.
    package var isUnreadFact: Bool { isMissingFact && source.isService }

    /// What is so, in one sentence without an address.
    package var text: String { code.explanation.text }

    /// What to do about it, and who can: a command, an edit, or why there is nothing to do.
    package var remedy: String {
        guard isUnreadFact, let asked = code.askedFact else { return code.explanation.remedy }
        return """
            A service was asked and did not tell: look after the user there, or take \(asked) out of \
            'eligibility.askFor' and then: \(code.explanation.remedy)
            """
    }
}
