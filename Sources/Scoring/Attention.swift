/// How urgently a relationship wants to be looked at, and why; `Documentation/health.md`, "Attention".
package struct Attention: Hashable, Sendable {
    /// What is wrong with it.
    package enum Reason: Int, Hashable, Sendable, CaseIterable {
        case none = 0
        /// They wrote, and nobody answered.
        case waiting
        /// An opportunity closes soon, or should have, and no meeting is planned.
        case closing
        /// Both sides used to be in contact, and nothing came for longer than usual.
        case silent
        /// Its health fell.
        case declining
        /// We wrote, and they did not answer.
        case unheard
        /// Its health is poor.
        case poor

        /// Whether it is only what another one looks like in numbers.
        var isSymptom: Bool { self == .declining || self == .poor }
    }

    /// Who was in contact, and how.
    package enum Contact: Hashable, Sendable {
        case none, onlyCopied, onlyUs, onlyThem, both

        init(_ times: ContactTimes) {
            switch (times.ours != .min, times.theirs != .min) {
            case (true, true): self = .both
            case (false, false): self = .none
            case _ where !times.wasDirect: self = .onlyCopied
            case (true, false): self = .onlyUs
            case (false, true): self = .onlyThem
            }
        }
    }

    /// Risk × importance, 0 to 100.
    package var points: Int64 = 0
    package var reason = Reason.none
    /// How much the relationship matters, 20 to 100; 0 for what is closed.
    package var importance: Int64 = 0
    /// Mails and calls that wait for our answer.
    package var waitingCount: Int64 = 0
    /// Of these, calls.
    package var waitingCalls: Int64 = 0
    /// When the first and the last of them came; both 0 without any.
    package var waitingSince: Int64 = 0
    package var waitingLast: Int64 = 0
    /// Mails of ours to them after the last contact from them.
    package var unheardCount: Int64 = 0
    package var contact = Contact.none
    /// Whole days since the last contact from them, or from us where there never was one; nil without any that says
    /// something.
    package var silentDays: Int64?
    /// The health at the earlier clock of the trend, nil where there was none.
    package var formerHealth: Int?
    /// Of an opportunity that is named because it closes: the day since 1970-01-01.
    package var closeDay: Int64?
    /// Of an opportunity: nobody of us ever was in contact, or plans to be, with the company that buys either.
    package var isUntouched = false
    /// Of one of which nothing lies ahead: something does with its company.
    package var isPlannedBeside = false
    /// Of one that closes: exactly one person outside takes part; and what is planned comes after it.
    package var isSingle = false
    package var isPlannedLater = false
    /// Those of the reason; points may be those of a symptom that says more.
    private var reasonPoints: Int64 = 0

    package init() {}

    /// The greatest counts, and what is no symptom gives the reason; where several are as great, the first.
    mutating func raise(to points: Int64, _ reason: Reason) {
        self.points = max(self.points, points)
        guard points > 0, self.reason == .none || self.reason.isSymptom == reason.isSymptom, points > reasonPoints
        else {
            return
        }
        (reasonPoints, self.reason) = (points, reason)
    }
}
