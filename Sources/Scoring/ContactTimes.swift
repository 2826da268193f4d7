import Interactions

/// When a record was last in contact at one clock, and will be next: with its own colleagues, or with any.
struct ContactTimes {
    /// `Int64.min` where there was none.
    private(set) var last = Int64.min
    /// Contact in the year.
    private(set) var inYear = 0
    /// What says something, of the record's own.
    private(set) var ours = Int64.min
    private(set) var theirs = Int64.min
    /// The last of ours and of theirs, with whomever of us.
    private(set) var spoken = Int64.min
    private(set) var heard = Int64.min
    /// The last mail or message of theirs that asks us.
    private(set) var asked = Int64.min
    /// The next meeting or call, `Int64.max` without; with whomever of us; and of those the next that we take part in.
    private(set) var next = Int64.max
    private(set) var nextOfAny = Int64.max
    private(set) var nextOurs = Int64.max
    /// Whether anything was to them, and not only in copy.
    private(set) var wasDirect = false
    /// Whether colleagues beside the record's own were in contact in the year.
    private(set) var isKnownBeside = false

    /// Takes note of a contact, in any order.
    mutating func add(_ contact: Weighed, clock: Int64) {
        guard contact.at <= clock else {
            if contact.kind != .email, contact.worth > 0 { addAhead(contact) }
            return
        }
        let isInYear = clock - contact.at < Span.year
        if contact.worth > 0 { addSaying(contact, isInYear: isInYear) }
        guard !contact.isBeside else { return }
        last = max(last, contact.at)
        if isInYear { inYear += 1 }
        guard contact.worth > 0 else { return }
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
        if contact.isOurs || contact.kind == .phoneCall { nextOurs = min(nextOurs, contact.at) }
        if !contact.isBeside { next = min(next, contact.at) }
    }

    /// Whether both sides were in contact.
    var isTwoWay: Bool { ours != .min && theirs != .min }
}
