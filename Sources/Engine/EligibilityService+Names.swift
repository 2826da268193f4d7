import Directory
import Eligibility
import Settings

extension EligibilityService {
    /// What a setting says that does not go together with who is there.
    struct Mistake: Hashable, Sendable {
        /// In the form `eligibility.excludedGroups`.
        let key: String
        let text: String
    }

    /// Whether every mailbox and group that the settings name is there, and a server for those who have one of their
    /// own: what is mistyped or left out would silently change who is read.
    ///
    /// - Throws: `EngineError` of code `badSettings`.
    func checkNames(in settings: RapportSettings) throws {
        guard let first = mistakes(in: settings).first else { return }
        throw EngineError(.badSettings, first.text)
    }

    /// Every name in the settings by which nobody is known.
    func mistakes(in settings: RapportSettings) -> [Mistake] {
        var mistakes: [Mistake] = []
        let mailboxes = settings.mailboxes ?? []
        let unknown = Set(facts.directory.unknown(mailboxes))
        if !unknown.isEmpty {
            let entries = mailboxes.indices.filter { unknown.contains(mailboxes[$0]) }.map { String($0 + 1) }
            mistakes.append(
                Mistake(
                    key: "mailboxes",
                    text: "\(unknown.count) of 'mailboxes' are in no row of the directory file (by number: "
                        + "\(entries.joined(separator: ", "))). Correct their addresses, or add rows."
                )
            )
        }
        mistakes += facts.directory.unknownGroups(settings.eligibility.rules.excludedGroups).map { group in
            Mistake(
                key: "eligibility.excludedGroups",
                text:
                    "Nobody is in the group '\(group)' of 'eligibility.excludedGroups'. Correct its name, or remove it."
            )
        }
        return mistakes + [Self.missingServer(facts.directory, settings)].compactMap(\.self)
    }

    /// Users on a server of the organisation's own, where the settings do not say which that is; nil if they do, or
    /// nobody is.
    static func missingServer(_ directory: UserDirectory, _ settings: RapportSettings) -> Mistake? {
        guard settings.source != .graph, !settings.exchange.endpoint.hasSaidWhere,
            directory.users.contains(where: { $0.location.value?.isOnPremises == true })
        else { return nil }
        return Mistake(
            key: "ews.url",
            text: "Users have the location onPremises, and nothing says on which server. Give 'ews.url'; or, for "
                + "Autodiscover, 'ews.autodiscover.server' or 'ews.autodiscover.confirmedHosts'."
        )
    }

    /// What stands in the way of events that the settings declare and nobody has taken over yet.
    ///
    /// - Throws: what the log throws.
    func mistakes(in declared: [DeclaredEvent]) throws -> [Mistake] {
        try unrecorded(declared).flatMap { event in
            var mistakes: [Mistake] = []
            do {
                try check(event.kind, by: event.actor, named: "under '\(event.actorKey)'")
            } catch let error as EngineError {
                mistakes.append(Mistake(key: event.actorKey, text: error.message))
            }
            if case .rolesSelected(let roles) = event.kind {
                mistakes += facts.directory.unknownRoles(roles).map { role in
                    Mistake(
                        key: "lifeCycle.roles",
                        text: "Nobody in the directory file holds the role '\(role)'. 'rapport roles list' lists those "
                            + "held."
                    )
                }
            }
            return mistakes
        }
        // One person is responsible for several events.
        .reduce(into: [Mistake]()) { told, mistake in if !told.contains(mistake) { told.append(mistake) } }
    }
}
