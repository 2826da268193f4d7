import Interactions

/// When a record was last in contact at one clock, and will be next: with its own colleagues, or with any.
struct ContactTimes {
    /// `Int64.min` where there was none.
    private(set) var last = Int64.min
    /// Contact in the year.
    private(set) var inYear = 0
    /// The last of the record's own that is theirs and worth something, be it of a crowd.
    private(set) var anyOfTheirs = Int64.min
    /// Contacts of the record's own.
    private(set) var ours = Int64.min
    private(set) var theirs = Int64.min
    /// The last of ours and of theirs, with whomever of us.
    private(set) var spoken = Int64.min
    private(set) var heard = Int64.min
    /// The last mail or message of theirs that asks us.
    private(set) var asked = Int64.min
    /// The next meeting or call that both sides plan, `Int64.max` without: of the record's own, and with whomever of
    /// us.
    private(set) var next = Int64.max
    private(set) var nextPlanned = Int64.max
    /// Of those with whomever of us, invitations that are open among them: the next, and the next that we take part in.
    private(set) var nextOfAny = Int64.max
    private(set) var nextOurs = Int64.max
    /// Whether anything was to them, and not only in copy.
    private(set) var wasDirect = false
    /// Whether colleagues beside the record's own were in contact in the year.
    private(set) var isKnownBeside = false
    /// Whether it is looked back to this clock, from a later one.
    private let isFormer: Bool

    init(isFormer: Bool = false) {
        self.isFormer = isFormer
    }

    /// Takes note of a contact, in any order.
    mutating func add(_ contact: Weighed, clock: Int64) {
        guard contact.at <= clock else {
            if contact.kind != .email, contact.isContact { addAhead(contact) }
            return
        }
        let isInYear = clock - contact.at < Span.year
        if contact.isContact { addSaying(contact, isInYear: isInYear) }
        guard !contact.isBeside else { return }
        last = max(last, contact.at)
        if isInYear { inYear += 1 }
        if contact.isTheirs, contact.worth > 0 { anyOfTheirs = max(anyOfTheirs, contact.at) }
        guard contact.isContact else { return }
        if contact.isOurs { ours = max(ours, contact.at) }
        if contact.isTheirs { theirs = max(theirs, contact.at) }
        if contact.isDirect { wasDirect = true }
    }

    private mutating func addSaying(_ contact: Weighed, isInYear: Bool) {
        if contact.isOurs { spoken = max(spoken, contact.at) }
        if contact.isTheirs { heard = max(heard, contact.at) }
        if contact.isQuestion { asked = max(asked, contact.at) }
        if contact.isBeside, isInYear { isKnownBeside = true }
    }

    private mutating func addAhead(_ contact: Weighed) {
        nextOfAny = min(nextOfAny, contact.at)
        let isCall = contact.kind == .phoneCall
        // Nobody knew of a call before it came.
        if isFormer ? contact.isBothWays && !isCall : contact.isOurs || isCall { nextOurs = min(nextOurs, contact.at) }
        guard contact.isTheirs || isCall else { return }
        nextPlanned = min(nextPlanned, contact.at)
        if !contact.isBeside { next = min(next, contact.at) }
    }

    /// Whether both sides were in contact.
    var isTwoWay: Bool { ours != .min && theirs != .min }
}
