extension Reason.Code {
    /// What of 'eligibility.askFor' asks a service for the fact; nil if none can be asked.
    var askedFact: String? {
        switch self {
        case .licenseUnknown: "'licenses'"
        case .locationUnknown: "'accounts'"
        case .accountUnknown: "'accounts' and 'mailboxKinds'"
        case .rolesUnknown: "'roles'"
        case .groupsUnknown: "'groups'"
        default: nil
        }
    }

    var explanation: (text: String, remedy: String) {
        switch self {
        case .licenseUnknown, .licenseMissing, .premiumFeaturesMissing, .notEnabled, .featuresSwitchedOff,
            .relationshipAnalyticsSwitchedOff, .whoKnowsWhomSwitchedOff, .whoKnowsWhomAutoDisabled,
            .exchangeNotEnabled, .exchangeSwitchedOff, .exchangeAutoDisabled, .consentPending, .consentMissing,
            .consentWithdrawn, .organisationConsentMissing:
            tenantExplanation
        case .locationUnknown, .unknownDatacenterScope, .regionSpecificDatacenter, .countryOutsideGeography,
            .ownServerNotRead:
            locationExplanation
        default: userExplanation
        }
    }

    private var tenantExplanation: (text: String, remedy: String) {
        switch self {
        case .licenseUnknown:
            ("Nobody told which licences the tenant has.", "Name their part numbers under 'eligibility.licenses'.")
        case .licenseMissing:
            (
                "The tenant has no Dynamics 365 Sales Premium.",
                "Buy it; or, if it goes by another part number, name that under 'eligibility.licensePatterns'."
            )
        case .premiumFeaturesMissing:
            (
                "The premium Sales Insights features are not installed.",
                "A System Administrator: rapport premium install --as ADDRESS"
            )
        case .notEnabled:
            ("Relationship intelligence is not enabled.", "A System Administrator: rapport enable --as ADDRESS")
        case .featuresSwitchedOff:
            (
                "Neither relationship analytics nor who knows whom is on, so nothing would use the data.",
                "A System Administrator: rapport options relationship-analytics on --as ADDRESS"
            )
        case .relationshipAnalyticsSwitchedOff:
            (
                "An administrator switched relationship analytics off.",
                "A System Administrator: rapport options relationship-analytics on --as ADDRESS"
            )
        case .whoKnowsWhomSwitchedOff:
            (
                "An administrator switched who knows whom off.",
                "A System Administrator: rapport options who-knows-whom on --as ADDRESS"
            )
        case .whoKnowsWhomAutoDisabled:
            (
                "Who knows whom switched off by itself, because the consent was missing on day 14.",
                "Once the consent is recorded, a System Administrator: rapport enable --as ADDRESS"
            )
        case .exchangeNotEnabled:
            (
                "The Exchange integration is off, because relationship intelligence is not enabled.",
                "A System Administrator: rapport enable --as ADDRESS"
            )
        case .exchangeSwitchedOff:
            (
                "An administrator switched the Exchange integration off.",
                "A System Administrator: rapport exchange on --as ADDRESS"
            )
        case .exchangeAutoDisabled:
            (
                "The Exchange integration switched off by itself, because the consent was missing on day 14.",
                "Once the consent is recorded, a System Administrator: rapport enable --as ADDRESS"
            )
        case .consentPending:
            (
                "The Microsoft 365 administrator has not consented yet.",
                "A Global Administrator: rapport consent grant --as ADDRESS"
            )
        case .consentMissing:
            (
                "There is no consent of the Microsoft 365 administrator.",
                "A Global Administrator: rapport consent grant --as ADDRESS"
            )
        case .consentWithdrawn:
            (
                "The consent was withdrawn.",
                "Respect it. Once it is given again, who gives it: rapport consent grant --as ADDRESS"
            )
        default:
            (
                "The organisation's own consent is not recorded.",
                "A System Administrator or Global Administrator: rapport consent grant --as ADDRESS"
            )
        }
    }

    private var locationExplanation: (text: String, remedy: String) {
        switch self {
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
        default:
            (
                "The mailbox lies on the organisation's own server, and is not read from there.",
                "Name that server under 'ews.url', or correct 'location' in the directory file."
            )
        }
    }

    private var userExplanation: (text: String, remedy: String) {
        switch self {
        case .rolesUnknown:
            ("Nobody told which security roles the user has.", "Fill in 'roles' in the directory file.")
        case .noRoleSelected:
            ("No security role is selected, which means nobody.", "A System Administrator: rapport roles select ROLE")
        case .roleMissing:
            (
                "The user has none of the selected security roles, neither directly nor through a team.",
                "Assign one of them; or select one that the user has, a System Administrator: rapport roles select ROLE"
            )
        case .accountUnknown:
            (
                "Nobody told whether the account is enabled, whether it is a guest's, or of which kind the mailbox is.",
                "Fill in 'enabled', 'guest' and 'kind' in the directory file."
            )
        case .accountDisabled: ("The account is disabled.", "Nothing to do, unless the person comes back.")
        case .guestAccount: ("The account is a guest's.", "Nothing to do.")
        case .personalMailboxLeftOut:
            (
                "'eligibility.accountKinds' leaves out persons' own mailboxes.",
                "Add 'user' to 'eligibility.accountKinds'."
            )
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
        case .excludedGroup:
            (
                "The user is in an excluded group.",
                "Nothing to do, unless 'eligibility.excludedGroups' is not to name the group any more."
            )
        case .optOutUnknown:
            ("Nobody told whether the user has opted out.", "Fill in 'optOut' in the directory file.")
        case .erased: ("The person was erased by request.", "Respect it; it cannot be undone.")
        default: ("The user does not want it.", "Respect it.")
        }
    }

    private static let kindRemedy = "Nothing to do, unless 'eligibility.accountKinds' is to allow this kind."
}
