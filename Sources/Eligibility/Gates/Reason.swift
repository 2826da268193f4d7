/// Why a gate is not passed.
package struct Reason: Hashable, Sendable {
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case licenseUnknown, licenseMissing
        case premiumFeaturesMissing
        case notEnabled, featuresSwitchedOff
        case exchangeSwitchedOff, exchangeAutoDisabled
        case consentPending, consentMissing, consentWithdrawn
        case locationUnknown, unknownDatacenterScope, regionSpecificDatacenter
        case countryOutsideGeography
        case rolesUnknown, noRoleSelected, roleMissing
        case accountUnknown, accountDisabled, guestAccount, sharedMailbox, roomMailbox, equipmentMailbox, noMailbox
        case notInDirectory, notListed, groupsUnknown, excludedGroup, optOutUnknown, optedOut, erased
    }

    package let gate: Gate
    package let code: Code

    /// Whether nobody told what the gate asks for, rather than that somebody told something that does not pass.
    package var isMissingFact: Bool {
        switch code {
        case .licenseUnknown, .locationUnknown, .unknownDatacenterScope, .rolesUnknown, .accountUnknown, .groupsUnknown,
            .optOutUnknown, .notInDirectory:
            true
        default: false
        }
    }

    /// One sentence, without an address.
    package var text: String { code.explanation.text }
    /// What to do about it, and who can.
    package var remedy: String { code.explanation.remedy }
}

extension Reason.Code {
    fileprivate var explanation: (text: String, remedy: String) {
        switch self {
        case .licenseUnknown:
            ("Nobody told which licences the tenant has.", "Name their part numbers under 'eligibility.licenses'.")
        case .licenseMissing:
            ("The tenant has no Dynamics 365 Sales Premium.", "Buy it, or name its part number if it goes by another.")
        case .premiumFeaturesMissing:
            (
                "The premium Sales Insights features are not installed.",
                "A System Administrator: rapport premium install"
            )
        case .notEnabled:
            ("Relationship intelligence is not enabled.", "A System Administrator: rapport enable")
        case .featuresSwitchedOff:
            (
                "Relationship analytics and who knows whom are both switched off, so nothing would use the data.",
                "A System Administrator: rapport options relationship-analytics on"
            )
        case .exchangeSwitchedOff:
            ("An administrator switched the Exchange integration off.", "A System Administrator: rapport exchange on")
        case .exchangeAutoDisabled:
            (
                "The Exchange integration switched off by itself, because the consent was missing on day 14.",
                "Record the consent, then a System Administrator: rapport enable"
            )
        case .consentPending:
            ("The Microsoft 365 administrator has not consented yet.", "A Global Administrator: rapport consent grant")
        case .consentMissing:
            ("There is no consent of the Microsoft 365 administrator.", "A Global Administrator: rapport consent grant")
        case .consentWithdrawn:
            ("The consent was withdrawn.", "Respect it; only a Global Administrator can consent again.")
        case .locationUnknown:
            ("Nobody told where the mailbox lies.", "Fill in 'location' in the directory file.")
        case .unknownDatacenterScope:
            (
                "Only a country is known, which does not tell a global geography from a local datacenter.",
                "Fill in the geography code in 'location': the first three letters of the mailbox's database."
            )
        case .regionSpecificDatacenter:
            (
                "The mailbox lies in a region-specific datacenter location.",
                "Only CRM data can be used; or name the code under 'eligibility.locationExceptions'."
            )
        case .countryOutsideGeography:
            (
                "The country is not one of its geography's.",
                "Correct 'country' in the directory file, or leave it empty."
            )
        case .rolesUnknown:
            ("Nobody told which security roles the user has.", "Fill in 'roles' in the directory file.")
        case .noRoleSelected:
            ("No security role is selected, which means nobody.", "A System Administrator: rapport roles select ROLE")
        case .roleMissing:
            (
                "The user has none of the selected security roles, neither directly nor through a team.",
                "Assign one of them, or select one that the user has."
            )
        case .accountUnknown:
            (
                "Nobody told whether the account is enabled, a guest's, and of which kind.",
                "Fill in 'enabled', 'guest' and 'kind' in the directory file."
            )
        case .accountDisabled: ("The account is disabled.", "Nothing to do, unless the person comes back.")
        case .guestAccount: ("The account is a guest's.", "Nothing to do.")
        case .sharedMailbox: ("The mailbox is a shared one.", Self.kindRemedy)
        case .roomMailbox: ("The mailbox is a room's.", Self.kindRemedy)
        case .equipmentMailbox: ("The mailbox is a piece of equipment's.", Self.kindRemedy)
        case .noMailbox: ("The user has no mailbox.", "Nothing to do.")
        case .notInDirectory:
            (
                "The directory file has no such user, or none that can be read.",
                "Add the user, or correct the row that 'rapport eligibility' reports."
            )
        case .notListed:
            ("The configuration lists mailboxes, and not this one.", "Add it to 'mailboxes', or remove the list.")
        case .groupsUnknown:
            ("Groups are excluded, and nobody told the user's.", "Fill in 'groups' in the directory file.")
        case .excludedGroup: ("The user is in an excluded group.", "Nothing to do.")
        case .optOutUnknown:
            ("Nobody told whether the user has opted out.", "Fill in 'optOut' in the directory file.")
        case .erased: ("The person was erased by request.", "Respect it; it cannot be undone.")
        case .optedOut: ("The user does not want it.", "Respect it.")
        }
    }

    private static let kindRemedy = "Nothing to do, unless 'eligibility.accountKinds' is to allow this kind."
}
