import Connector
import Eligibility
import FoundationEssentials
import Interactions
import Settings

/// Where an installation stands on the way from nothing to scores, and what to do next.
package enum NextStep: Hashable, Sendable {
    /// There is no configuration of this name.
    case configure(String)
    /// The configuration has so many mistakes.
    case mend(String, mistakes: Int)
    /// The premium features were not installed.
    case install
    /// Relationship intelligence is off.
    case enable
    case selectRoles
    /// The consent is missing, and how many whole days the clock still has; nil if none runs.
    case consent(daysLeft: Int?)
    /// Parts switched off by themselves.
    case enableAgain
    /// Nothing was read yet.
    case sync
    /// Mailboxes were read, and nothing is stored any more.
    case restore
    /// So many interactions are stored, and it is not known of when.
    case syncAgain(interactions: Int)
    /// So many owners may be read, and were not tried yet.
    case readOthers(Int)
    /// So many owners could not be read, or not whole, when they were tried last.
    case look(unread: Int)
    /// All is well, and so many interactions are stored.
    case use(interactions: Int)

    /// What is so, in a sentence.
    package var text: String {
        switch self {
        case .configure(let path): "There is no configuration '\(path)' yet."
        case .mend(let path, let count): "The configuration '\(path)' has \(count) mistake\(count == 1 ? "" : "s")."
        case .install: "It is not recorded that the premium Sales Insights features were installed."
        case .enable: "Relationship intelligence is off."
        case .selectRoles: "No security role is selected, so nobody's Exchange data is used."
        case .consent(let days?): "The Microsoft 365 administrator's consent is awaited; \(days) whole days are left."
        case .consent(nil): "The Microsoft 365 administrator's consent is missing, so there is CRM data only."
        case .enableAgain: "What needs the consent switched off by itself on day 14, and has to be enabled again."
        case .sync: "Everything is set up, and nothing was read yet."
        case .restore: "Mailboxes were read, and nothing is stored any more."
        case .syncAgain(let count): "\(count) interactions are stored, and it is not known when anybody was read."
        case .readOthers(let count): "\(count) may be read, and nothing was read of them yet."
        case .look(let count): "\(count) could not be read, or not whole, when they were tried last."
        case .use(let count): "\(count) interactions are stored, and everybody was read."
        }
    }

    /// What to type, the first first.
    ///
    /// - Parameters:
    ///   - path: of the configuration, if it has to be named.
    ///   - hasSimulator: whether there is something to try without a configuration.
    package func commands(configuration path: String?, hasSimulator: Bool) -> [String] {
        if case .configure = self { return (hasSimulator ? ["rapport demo"] : []) + commands }
        return commands.map { command in path.map { "\(command) --config '\($0)'" } ?? command }
    }

    private var commands: [String] {
        switch self {
        case .configure: ["rapport init graph", "rapport init ews"]
        case .mend: ["rapport config check"]
        case .install: ["rapport premium install --as ADDRESS"]
        case .enable, .enableAgain: ["rapport enable --as ADDRESS"]
        case .selectRoles: ["rapport roles list", "rapport roles select ROLE --as ADDRESS"]
        case .consent: ["rapport consent grant --as ADDRESS"]
        case .sync: ["rapport check", "rapport eligibility", "rapport sync"]
        case .restore: ["rapport restore FILE --yes", "rapport sync --new-store"]
        case .syncAgain, .readOthers: ["rapport sync", "rapport status"]
        case .look: ["rapport status"]
        case .use: ["rapport status", "rapport attention", "rapport scores"]
        }
    }
}

extension NextStep {
    /// What comes after a configuration as it stands; asks no service and writes nothing.
    ///
    /// - Parameter environment: variables with the prefix `RAPPORT_` win over the file.
    /// - Throws: what the log and the store throw.
    package static func after(configuration path: String, environment: [String: String]) async throws -> NextStep {
        guard FileManager.default.fileExists(atPath: path) else { return .configure(path) }
        let mistakes = await Engine.mistakes(in: path, environment: environment)
        guard mistakes.isEmpty else { return .mend(path, mistakes: mistakes.count) }
        return try await Engine(try await RapportSettings.load(path, environment: environment)).nextStep()
    }
}

extension Engine {
    /// Asks no service and writes nothing.
    ///
    /// - Throws: what the log and the store throw.
    func nextStep() async throws -> NextStep {
        let facts = try EligibilityFacts(settings, live: nil)
        let log = try installation.existingLog()
        let service = try EligibilityService(settings, facts: facts, log: log, clock: clock)
        if let missing = missing(in: try service.tenant().lifeCycle) { return missing }
        if let log, try lostStore(of: log) != nil { return .restore }
        guard installation.hasStore else { return .sync }
        let interactions = try await installation.reader().counts().interactions
        let book = RoundBook(in: installation.directory)
        guard !book.rounds.isEmpty else { return interactions > 0 ? .syncAgain(interactions: interactions) : .sync }
        let unread = Set(book.unread.map(\.owner)).count
        if unread > 0 { return .look(unread: unread) }
        let others = try untried(service, book)
        return others > 0 ? .readOthers(others) : .use(interactions: interactions)
    }

    /// How many mailboxes may be read and were never tried, as far as that can be told without asking a service.
    private func untried(_ service: EligibilityService, _ book: RoundBook) throws -> Int {
        guard settings.eligibility.asked.isEmpty else { return 0 }
        return try service.mailboxes.count { try book[.mailbox($0)] == nil && service.decide($0).admission != nil }
    }

    /// What the life cycle lacks; nil if nothing.
    private func missing(in state: LifeCycleState) -> NextStep? {
        if profile != .ownServer, !state.premiumFeatures.isOn { return .install }
        guard state.activation.isOn else { return .enable }
        if state.roles?.names.isEmpty ?? true { return .selectRoles }
        switch state.consent {
        case .granted: break
        case .pending(let end), .withdrawn(_, let end?):
            return .consent(daysLeft: max(0, Int(end.duration(since: clock()).components.seconds / 86_400)))
        case .withdrawn(_, nil), .missing: return .consent(daysLeft: nil)
        }
        return state.autoDisabledAt == nil ? nil : .enableAgain
    }
}
