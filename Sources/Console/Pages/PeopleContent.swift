import Engine

/// What is held about somebody, and what leaving out or erasing would do.
struct PeopleContent {
    let address: String
    let isAsked: Bool
    let facts: [FactRow]
    let isNothing: Bool
    /// Interactions that an erasure touches.
    let interactions: Int
    let isColleague: Bool
    let hasOptedOut: Bool
    /// The person's mailboxes that are read no more after opting out.
    let mailboxes: Int
    let leavesMailboxes: Bool
    let leaving: String

    static let nobody = PeopleContent()

    private init() {
        (address, isAsked, facts, isNothing, interactions) = ("", false, [], true, 0)
        (isColleague, hasOptedOut, mailboxes, leavesMailboxes, leaving) = (false, false, 0, false, "")
    }

    init(
        _ address: String,
        _ held: PersonListing,
        _ erasing: PlannedRemoval,
        _ leaving: Engine.OptOutOutcome,
        _ words: Words
    ) {
        self.address = address
        isAsked = true
        facts = Self.facts(held, erasing, words)
        interactions = erasing.interactions
        isNothing = erasing.isEmpty && held.records.isEmpty
        isColleague = erasing.isColleague
        hasOptedOut = held.hasOptedOut
        mailboxes = leaving.mailboxes
        leavesMailboxes = leaving.mailboxes > 0
        self.leaving = words.counted("change.removes", Int64(leaving.mailboxes))
    }

    private static func facts(_ held: PersonListing, _ erasing: PlannedRemoval, _ words: Words) -> [FactRow] {
        func yes(_ answer: Bool) -> String { words[answer ? "yes" : "no"] }
        var facts: [FactRow] = []
        func add(_ name: String, _ values: [String]) {
            facts += values.map { FactRow(name: words["people.\(name)"], value: $0) }
        }
        add("known", held.addresses)
        add("name", held.names)
        add("records", held.records.map { "\($0.name ?? "") \($0.record)" })
        add("rows", [String(erasing.rows)])
        add("interactions", [String(erasing.interactions)])
        let (mails, meetings) = (Int64(held.emails), Int64(held.meetings))
        let kinds = [
            words.counted("mails", mails), words.counted("meetings", meetings),
            words.counted("calls", Int64(held.phoneCalls)),
        ]
        add("kinds", [kinds.joined(separator: ", ")])
        add("seen", [words("people.seenIn", ["exchange": String(held.inExchange), "crm": String(held.inCrm)])])
        if let first = held.first, let last = held.last {
            add("span", ["\(words.day(first)) – \(words.day(last))"])
        }
        add("mailboxes", [String(erasing.mailboxes)])
        add("holders", held.mailboxes)
        add(
            "counts",
            (held.relationships ?? []).map { relationship in
                let state = relationship.health.map { String($0) } ?? words["health.\(relationship.state)"]
                return "\(relationship.name ?? relationship.record): \(state)"
            }
        )
        add("optedOut", [yes(held.hasOptedOut)])
        add("erased", [yes(held.isErased)])
        return facts
    }
}
