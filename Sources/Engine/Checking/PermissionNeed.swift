import MicrosoftGraph
import Settings

/// A permission of Microsoft Graph that the settings need, and all by which an administrator may have granted it.
///
/// <https://learn.microsoft.com/graph/permissions-reference>
struct PermissionNeed {
    /// The least of them, which is the one to be granted.
    let least: String
    let larger: Set<String>
    let purpose: String
    /// Whether Exchange may grant it by roles of its own, which no token shows.
    let isOfMailboxes: Bool

    init(_ least: String, or larger: Set<String> = [], for purpose: String, isOfMailboxes: Bool = false) {
        self.least = least
        self.larger = larger
        self.purpose = purpose
        self.isOfMailboxes = isOfMailboxes
    }

    func isMet(by granted: [String]) -> Bool { granted.contains { $0 == least || larger.contains($0) } }

    static func all(_ settings: RapportSettings) -> [PermissionNeed] {
        var needs: [PermissionNeed] = []
        if settings.source != .ews {
            switch settings.graph.source.permission {
            case .readBasic:
                let more: Set = ["Mail.Read", "Mail.ReadWrite"]
                needs.append(PermissionNeed("Mail.ReadBasic.All", or: more, for: "mail", isOfMailboxes: true))
            case .read:
                needs.append(PermissionNeed("Mail.Read", or: ["Mail.ReadWrite"], for: "mail", isOfMailboxes: true))
            }
            if settings.graph.source.calendars == .read {
                let more: Set = ["Calendars.Read", "Calendars.ReadWrite"]
                needs.append(PermissionNeed("Calendars.ReadBasic.All", or: more, for: "calendars", isOfMailboxes: true))
            }
        }
        for fact in EligibilitySettings.AskedFact.allCases where settings.eligibility.asked.contains(fact) {
            if let need = need(fact) { needs.append(need) }
        }
        return needs
    }

    private static func need(_ fact: EligibilitySettings.AskedFact) -> PermissionNeed? {
        let directory: Set = ["Directory.Read.All", "Directory.ReadWrite.All"]
        let purpose = "'\(fact.rawValue)' of 'eligibility.askFor'"
        return switch fact {
        case .licenses:
            PermissionNeed("Organization.Read.All", or: directory.union(["Organization.ReadWrite.All"]), for: purpose)
        case .users, .accounts:
            PermissionNeed("User.Read.All", or: directory.union(["User.ReadWrite.All"]), for: purpose)
        case .mailboxKinds: PermissionNeed("MailboxSettings.Read", or: ["MailboxSettings.ReadWrite"], for: purpose)
        case .groups:
            PermissionNeed("GroupMember.Read.All", or: directory.union(["Group.Read.All"]), for: purpose)
        case .roles: nil
        }
    }
}
