package import Eligibility
package import Interactions

/// An event of the life cycle that the configuration states, and who is responsible for it.
///
/// For installations that are managed as files; checked like a command by that person.
package struct DeclaredEvent: Hashable, Sendable {
    package let kind: LifeCycleEvent.Kind
    package let at: Timestamp
    package let actor: EmailAddress

    /// The setting that names who is responsible.
    package var actorKey: String { kind == .consentGranted ? "lifeCycle.consentBy" : "lifeCycle.administrator" }

    /// The events of `lifeCycle`, in the order of their times; those with a bad time or without a person are refused.
    static func all(_ settings: SettingsReader) -> [DeclaredEvent] {
        let administrator = address("administrator", settings)
        let consentBy = address("consentBy", settings)
        let roles = settings.texts("roles")
        var events = event(.premiumFeaturesInstalled, "premiumFeatures", administrator, settings)
        let enabled = event(.enabled, "enabled", administrator, settings)
        events += enabled
        if let roles {
            if let first = enabled.first {
                events.append(DeclaredEvent(kind: .rolesSelected(Set(roles)), at: first.at, actor: first.actor))
            } else {
                settings.refuse("roles", "used together with 'lifeCycle.enabled'")
            }
        }
        return (events + event(.consentGranted, "consent", consentBy, settings)).sorted { $0.at < $1.at }
    }

    private static func event(
        _ kind: LifeCycleEvent.Kind,
        _ key: String,
        _ actor: EmailAddress?,
        _ settings: SettingsReader
    ) -> [DeclaredEvent] {
        guard let text = settings.text(key) else { return [] }
        guard let at = Timestamp(iso8601: text) else {
            settings.refuse(key)
            return []
        }
        guard let actor else {
            settings.refuse(key, "used together with the address of who is responsible")
            return []
        }
        return [DeclaredEvent(kind: kind, at: at, actor: actor)]
    }

    private static func address(_ key: String, _ settings: SettingsReader) -> EmailAddress? {
        guard let text = settings.text(key) else { return nil }
        let address = EmailAddress(text)
        if address == nil { settings.refuse(key) }
        return address
    }
}
