import Interactions

/// The sums behind the terms of health, at one clock.
struct HealthMeasure {
    /// What is the same at every clock.
    struct Measures {
        /// Days between contacts.
        var interval: Int64
        /// Seconds until we answer.
        var usualAnswer: Int64
        /// Of a neutral mail.
        var emailValue: Int64
    }

    /// What one mail between two in every interval amounts to.
    static let expected = 96 * Decay.factors.reduce(0, +)

    private let clock: Int64
    private let measures: Measures
    private let interval: Int64
    private var value: Int64 = 0
    private var fromThem: Int64 = 0
    private var fromUs: Int64 = 0
    private var answers: Int64 = 0
    private var last = Int64.min
    private var inYear = 0
    private var ours = Int64.min
    private var theirs = Int64.min
    /// The last thing that may have answered a mail of theirs.
    private var told = Int64.min
    /// The next meeting or call.
    private var next = Int64.max
    private(set) var unansweredByUs = Unanswered()
    /// Mails of ours after the last contact from them.
    private(set) var unheardCount: Int64 = 0

    init(clock: Int64, measures: Measures, _ contacts: [Weighed], _ answered: [Conversations.Answer]) {
        self.clock = clock
        self.measures = measures
        interval = measures.interval * Span.day
        for contact in contacts { add(contact) }
        for answer in answered { add(answer) }
        var series = MailSeries()
        let mails = contacts.lazy.filter { $0.kind == .email && $0.worth > 0 && $0.at <= clock }
        for contact in mails {
            if contact.isTheirs {
                series.add(contact)
                if contact.at > told { unansweredByUs.add(contact) }
            }
            if contact.isOurs, !contact.isBeside, contact.at > theirs { unheardCount += 1 }
        }
        guard unansweredByUs.count > 0 else { return }
        unansweredByUs.end(isSeries: series.isEven { mails.filter(\.isTheirs).map(\.at) })
    }

    private mutating func add(_ contact: Weighed) {
        if contact.at <= clock, contact.worth > 0, contact.isOurs || contact.kind == .phoneCall {
            told = max(told, contact.at)
        }
        guard !contact.isBeside else { return }
        guard contact.at <= clock else {
            if contact.kind != .email, contact.worth > 0 { next = min(next, contact.at) }
            return
        }
        last = max(last, contact.at)
        let age = clock - contact.at
        if age < Span.year { inYear += 1 }
        guard contact.worth > 0 else { return }
        if contact.isOurs { ours = max(ours, contact.at) }
        if contact.isTheirs { theirs = max(theirs, contact.at) }
        let faded = Int64(contact.worth) * Decay.factor(age: age, length: interval)
        value += faded
        if contact.isTheirs { fromThem += faded }
        if contact.isOurs { fromUs += faded }
        let isAnswer = contact.isReply && contact.isOurs != contact.isTheirs
        if isAnswer || (contact.kind == .meeting && contact.isBothWays) { answers += faded }
    }

    private mutating func add(_ answer: Conversations.Answer) {
        guard answer.at <= clock else { return }
        answers +=
            8 * answer.speed * measures.emailValue * Decay.factor(age: clock - answer.at, length: interval)
    }

    /// What stands in place of a score, nil if there is one.
    var stateWithoutScore: Health.State? {
        if last == .min { return .noActivities }
        if clock - last > Span.dormancy { return .dormant }
        return inYear < 3 ? .notEnough : nil
    }

    var terms: Health.Terms {
        let mutual = min(fromThem, fromUs)
        var terms = Health.Terms()
        terms.activity = Self.share(25, value, half: Self.expected / 2)
        terms.recency = recency
        terms.balance = Self.share(25, mutual, half: Self.expected / 4)
        terms.answers = Self.share(20, min(answers, 2 * mutual), half: Self.expected / 4)
        let sum = terms.activity + terms.recency + terms.balance + terms.answers
        terms.waiting = -min(penalty, sum)
        return terms
    }

    /// A part of the points that grows with the value and never reaches them all: half of them at `half`.
    private static func share(_ points: Int64, _ value: Int64, half: Int64) -> Int64 {
        let bounded = min(value, 100 * expected)
        return points * 1_000_000 * bounded / (bounded + half)
    }

    /// By what both sides did, or a quarter of it by what one did; what is planned makes up for ten points.
    private var recency: Int64 {
        let both = ours == .min || theirs == .min ? 0 : points(since: min(ours, theirs))
        let one = max(points(since: ours), points(since: theirs))
        let planned: Int64 = isPlanned ? 10_000_000 : 0
        return min(max(both, one / 4) + planned, 30_000_000)
    }

    /// All of them within an interval, none after three.
    private func points(since instant: Int64) -> Int64 {
        guard instant != .min else { return 0 }
        let silence = (clock - instant) / Span.second
        let length = interval / Span.second
        return 30_000_000 * min(max(3 * length - silence, 0), 2 * length) / (2 * length)
    }

    /// Whether a meeting or call lies ahead that is near enough to wait for.
    var isPlanned: Bool { isAnythingAhead && next - clock <= max(2 * interval, Span.nearFuture) }

    /// Whether a meeting or call lies ahead.
    var isAnythingAhead: Bool { next != .max }

    /// At most ten points a mail, and thirty in all, growing until they wait six times as long as usual.
    private var penalty: Int64 {
        let most = min(10_000_000 * unansweredByUs.count, 30_000_000)
        let usual = measures.usualAnswer
        return most * min(max(waited - usual, 0), 5 * usual) / (5 * usual)
    }

    /// Seconds since the first mail that waits for us, 0 if none does.
    var waited: Int64 { unansweredByUs.count > 0 ? (clock - unansweredByUs.first) / Span.second : 0 }

    /// Whether they were in contact.
    var wasEverHeard: Bool { theirs != .min }

    /// Whether both sides were in contact.
    var isTwoWay: Bool { ours != .min && theirs != .min }

    /// Whole days since the last contact that says anything, nil without.
    var silentDays: Int64? {
        let last = max(ours, theirs)
        return last == .min ? nil : (clock - last) / Span.day
    }
}
