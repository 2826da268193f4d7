package import Eligibility
import FoundationEssentials
import Interactions

/// By which rules mailboxes are admitted and what the configuration itself states: the settings under `eligibility` and
/// `lifeCycle`, and the list of users.
package struct EligibilitySettings: Sendable {
    /// The file of users, CSV or JSON; nil if services alone are asked who is one.
    package var directoryFile: SettingPath?
    /// Where mailboxes are of which neither a service nor the file says so: a geography code.
    package var location: String?
    /// Part numbers of the tenant's licences; nil if the configuration does not say.
    package var licenses: Set<String>?
    package var rules: EligibilityRules
    /// First events of the life cycle, in their order.
    package var declaredEvents: [DeclaredEvent]
    /// Facts that services are asked for.
    package var asked: Set<AskedFact>
    /// Where the head of the audit log is; nil for beside it.
    package var auditHeadFile: SettingPath?

    /// What a service can be asked in place of the configuration and the file of users.
    package enum AskedFact: String, Hashable, Sendable, CaseIterable {
        /// Who is a user: those of Dataverse with their accounts in Graph; without Dataverse, Graph's.
        case users
        /// Graph: the tenant's licences.
        case licenses
        /// Graph: whether accounts are enabled or guests, and their preferred data location.
        case accounts
        /// Graph: whether a mailbox is a person's, shared, a room's or equipment's.
        case mailboxKinds
        /// Graph: who is in the excluded groups, and in the groups in them.
        case groups
        /// Dataverse: security roles, direct and through teams.
        case roles
    }

    init(_ settings: SettingsReader) {
        let eligibility = settings.scoped(to: "eligibility")
        licenses = eligibility.texts("licenses").map(Set.init)
        rules = EligibilityRules()
        rules.profile = eligibility.choice("profile")
        rules.locationExceptions = Set(Self.codes(eligibility))
        if let kinds: [Account.Kind] = eligibility.choices("accountKinds") {
            if kinds.contains(.none) { eligibility.refuse("accountKinds") }
            rules.accountKinds = Set(kinds)
        }
        rules.licenses += eligibility.texts("licensePatterns") ?? []
        for (index, name) in (eligibility.texts("licenses") ?? []).enumerated() {
            guard let meant = rules.salesPremium(nearly: name) else { continue }
            let advice = "correct it, leave it out, or name it under 'eligibility.licensePatterns' if it counts as that"
            let expected = "a list of part numbers; one is nearly '\(meant)': \(advice)"
            eligibility.refuse("licenses", expected, entry: index + 1)
        }
        rules.excludedGroups = Set(eligibility.texts("excludedGroups") ?? [])
        auditHeadFile = eligibility.path("auditHeadFile")
        asked = Set(eligibility.choices("askFor") ?? [])
        if asked.contains(.groups), !rules.excludedGroups.allSatisfy({ UUID(uuidString: $0) != nil }) {
            eligibility.refuse(
                "excludedGroups",
                "a list of object ids if 'eligibility.askFor' names groups"
            )
        }
        declaredEvents = DeclaredEvent.all(settings.scoped(to: "lifeCycle"))
        directoryFile = settings.path("directory")
        // Who is a user has to come from somewhere; a value that cannot be used has been noted.
        if !asked.contains(.users), !settings.isGiven("directory") { settings.refuse("directory") }
        if let code = eligibility.text("location") {
            location = code
            let isCode = code.utf8.count == 3 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            if !isCode { eligibility.refuse("location") }
        }
    }

    private static func codes(_ settings: SettingsReader) -> [String] {
        settings.elements("locationExceptions") { code in
            let isFit =
                code.utf8.count == 3 && code.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            return isFit ? code : nil
        } ?? []
    }
}
