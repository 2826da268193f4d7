import ArgumentParser
import Engine
import Interactions
import Scoring

/// Which relationships are listed: what `scores`, `attention` and `pipeline` have in common.
struct QueryArguments: ParsableArguments {
    @Flag(help: "Only yours: 'user' of the settings, or RAPPORT_USER, says who you are.")
    var mine = false
    @Option(help: "Only what belongs to this user of the CRM.")
    var owner: String?
    @Option(help: "Only what belongs to this team of the CRM, or to one of its members.")
    var team: String?
    @Option(help: "Only this account and what belongs to it.")
    var account: String?
    @Option(
        help: "Only with this state: \(Health.State.allCases.map(\.word).joined(separator: ", ")). May be repeated."
    )
    var state: [Health.State] = []
    @Option(help: ArgumentHelp("Only open ones without contact for at least so many days.", valueName: "days"))
    var noActivity: Int?
    @Flag(help: "Only open ones where mails or calls of theirs wait for an answer.")
    var awaitingAnswer = false
    @Flag(help: "Only open accounts and opportunities that hang on one person of theirs.")
    var singleThreaded = false
    @Flag(help: "Only open ones without a meeting or call ahead.")
    var nothingPlanned = false
    @Option(
        help: ArgumentHelp(
            "By what: any column, as JSON names it; else by attention, or when it closes.",
            valueName: "column"
        )
    )
    var sort: RelationshipOrder?
    @Flag(help: "The other way round.")
    var reverse = false
    @Option(help: "At most so many.")
    var limit: Int?

    func validate() throws {
        guard limit ?? 0 >= 0 else { throw ValidationError("--limit must not be negative.") }
        guard noActivity ?? 0 >= 0 else { throw ValidationError("--no-activity must not be negative.") }
    }

    var query: RelationshipQuery {
        var query = RelationshipQuery()
        query.isMine = mine
        query.owner = owner
        query.team = team
        query.account = account
        query.states = Set(state)
        query.idleDays = noActivity
        query.awaitsAnswer = awaitingAnswer
        query.isSingleThreaded = singleThreaded
        query.isUnplanned = nothingPlanned
        if let sort { query.order = sort }
        query.isReversed = reverse
        query.limit = limit
        return query
    }
}

extension RelationshipOrder: ExpressibleByArgument {}

extension Health.State: ExpressibleByArgument {
    /// The name without spaces.
    fileprivate var word: String { name.split(separator: " ").joined(separator: "-") }

    /// What completions and errors offer.
    public static var allValueStrings: [String] { allCases.map(\.word) }

    /// Reads the name of a state, with hyphens or spaces.
    public init?(argument: String) {
        self.init(name: argument)
    }
}
