import Eligibility

extension SettingTable {
    static let eligibility = rules + lifeCycle

    private static let rules = [
        Setting(
            "eligibility.profile",
            .choice(EligibilityProfile.self, default: .dynamics365),
            "Under whose rules mailboxes are admitted: Dynamics 365's, or those of an organisation without Microsoft's cloud."
        ),
        Setting(
            "eligibility.askFor",
            .list(outOf: EligibilitySettings.AskedFact.self),
            "Facts that services are asked for in place of the configuration and the file of users; see eligibility.md."
        ),
        Setting(
            "eligibility.location",
            .text("a geography code such as EUR"),
            "Where mailboxes are of which neither a service nor the file of users says so, if users are asked for."
        ),
        Setting(
            "eligibility.licenses",
            .list("of part numbers"),
            "Part numbers of the tenant's licences, if no service is asked for them."
        ),
        Setting(
            "eligibility.licensePatterns",
            .list("of part numbers, with * for anything"),
            "Further licences that count as Sales Premium."
        ),
        Setting(
            "eligibility.locationExceptions",
            .list("of geography codes such as GBR"),
            "Region-specific datacenter locations that are admitted all the same."
        ),
        Setting(
            "eligibility.accountKinds",
            .list("out of " + Account.Kind.allCases.filter { $0 != .none }.map(\.rawValue).joined(separator: ", ")),
            "What kinds of mailboxes are admitted. Without it: user."
        ),
        Setting(
            "eligibility.excludedGroups",
            .list("of names or object ids of groups"),
            "Who is in one of these groups is not read. Services that are asked for groups know them by object id."
        ),
        Setting(
            "eligibility.auditHeadFile",
            .path(.madeFile),
            "Where the last signature of the log is kept, best on another machine. Without it, beside the log."
        ),
    ]

    private static let instant = SettingKind.text("an instant such as 2026-11-01T08:00:00Z")
    private static let address = SettingKind.text("an SMTP address")

    private static let lifeCycle = [
        Setting(
            "lifeCycle.premiumFeatures",
            instant,
            "When the premium features were installed; for installations that are managed as files."
        ),
        Setting("lifeCycle.enabled", instant, "When relationship intelligence was enabled."),
        Setting("lifeCycle.administrator", address, "Who is responsible for both."),
        Setting(
            "lifeCycle.roles",
            .list("of security roles"),
            "The security roles whose holders' mailboxes are read; used together with lifeCycle.enabled."
        ),
        Setting("lifeCycle.consent", instant, "When the Microsoft 365 administrator consented."),
        Setting("lifeCycle.consentBy", address, "Who consented."),
    ]
}
