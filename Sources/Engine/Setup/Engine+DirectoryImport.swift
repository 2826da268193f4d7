import Directory
import Eligibility
import Interactions
import MicrosoftGraph
import Settings

extension Engine {
    /// Writes a file of users with what services know of them, for those who want to keep one; never in place of
    /// another.
    ///
    /// What no service tells is left to whoever reads the file: groups, opt-outs and administrators.
    ///
    /// - Returns: how many users stand in it.
    /// - Throws: `EngineError`, `SettingsError`, or `SourceError`; then nothing is written.
    package func importDirectory(to path: String) async throws -> Int {
        var asking = settings
        asking.eligibility.asked = [.users]
        asking.eligibility.directoryFile = nil
        let reader = LiveFactsReader(engine: Engine(asking, clock: clock))
        guard let live = try await reader.facts(at: clock()) else { return 0 }
        let directory = try UserDirectory(settings: asking, live: live).updated(by: live).directory
        // Where it is permitted; else the column stays empty, and a person has to say.
        let kinds = (try? await reader.kinds(of: directory.users.map(\.mailbox), file: directory)) ?? [:]
        var text = "email,aliases,enabled,guest,kind,location\(live.roles == nil ? "" : ",roles,teamRoles"),optOut\n"
        for user in directory.users {
            text += Self.row(user, kind: kinds[user.mailbox.address], knowsRoles: live.roles != nil) + "\n"
        }
        try NewFile.write(text, to: path)
        return directory.users.count
    }

    private static func row(_ user: UserFacts, kind: Account.Kind?, knowsRoles: Bool) -> String {
        func flag(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "" }
        let aliases = user.addresses.compactMap { address in
            switch address {
            case .smtp(let address): address == user.mailbox.address ? nil : address.text
            case .directory(let name): name
            case .record, .unreadable: nil
            }
        }
        var cells = [
            user.mailbox.address.text, aliases.sorted().joined(separator: ";"), flag(user.account.value?.isEnabled),
            flag(user.account.value?.isGuest), kind?.rawValue ?? "", user.location.value?.code ?? "",
        ]
        if knowsRoles {
            var direct: [String] = []
            var teams: [String] = []
            for assignment in user.roles.value ?? [] {
                guard let name = assignment.role.name else { continue }
                switch assignment.path {
                case .direct: direct.append(name)
                case .team(let team): teams.append("\(team): \(name)")
                }
            }
            cells += [direct.sorted().joined(separator: ";"), teams.sorted().joined(separator: ";")]
        }
        // Whether somebody opted out, no service tells.
        return CommaSeparated.row((cells + [""]).map(Harmless.guarded))
    }
}
