package import Interactions

/// Who is named as an introducer, and how one asks: the settings under `introductions`.
package struct IntroductionSettings: Sendable {
    /// Colleagues who are never named.
    package var hidden: [EmailAddress]
    /// Addresses to which nobody is introduced.
    package var blocked: Set<EmailAddress>
    /// Domains in lower case; nobody is introduced to anybody there.
    package var blockedDomains: Set<String>
    /// In which a request is written.
    package var language: Language
    /// A text of one's own in place of ours.
    package var requestFile: SettingPath?

    init(_ settings: SettingsReader) {
        hidden = settings.elements("hidden") { EmailAddress($0) } ?? []
        let blocked =
            settings.elements("blocked") { EmailAddress($0) == nil && Self.domain($0) == nil ? nil : $0 } ?? []
        self.blocked = Set(blocked.compactMap { EmailAddress($0) })
        blockedDomains = Set(blocked.filter { !$0.utf8.contains(0x40) }.compactMap { Self.domain($0) })
        language = settings.choice("language")
        requestFile = settings.path("requestFile")
    }

    /// A mail domain in lower case, nil for what is none.
    package static func domain(_ text: String) -> String? {
        guard text.utf8.contains(0x2E), !text.utf8.contains(0x40) else { return nil }
        return EmailAddress("x@" + text).map { String($0.domain) }
    }

    package func blocks(_ address: EmailAddress) -> Bool {
        blocked.contains(address) || blockedDomains.contains(String(address.domain))
    }
}
