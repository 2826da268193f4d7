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
    }

    /// Risk × importance, 0 to 100.
    package var points: Int64 = 0
    package var reason = Reason.none
    /// How much the relationship matters, 20 to 100; 0 for what is closed.
    package var importance: Int64 = 0
    /// Mails that wait for our answer.
    package var waitingCount: Int64 = 0
    /// When the first and the last of them came; both 0 without any.
    package var waitingSince: Int64 = 0
    package var waitingLast: Int64 = 0
    /// Mails of ours after the last contact from them.
    package var unheardCount: Int64 = 0
    /// Whether there was any contact from them before.
    package var wasEverHeard = false
    /// Whole days since the last contact, nil without any that says something.
    package var silentDays: Int64?
    /// The health at the earlier clock of the trend, nil where there was none.
    package var formerHealth: Int?
    /// Of an opportunity that is named because it closes: the day since 1970-01-01.
    package var closeDay: Int64?

    package init() {}

    /// The greatest counts; where several are as great, the first.
    mutating func raise(to points: Int64, _ reason: Reason) {
        if points > self.points { (self.points, self.reason) = (points, reason) }
    }
}
