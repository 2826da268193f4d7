import Interactions

/// The sums behind the terms of health, at one clock.
struct HealthMeasure {
    /// What is the same at every clock.
    struct Measures {
        /// Days between contacts.
        var interval: Int64
        /// Seconds until we answer.
        var usualAnswer: Int64
        var options: ScoringOptions
    }

    /// What one mail between two in every interval amounts to.
    static let expected = 96 * Decay.factors.reduce(0, +)

    private let clock: Int64
    private let measures: Measures
    private let interval: Int64
    private let passage: Passage
    private let knownPlan: Bool?
    private var value: Int64 = 0
    private var fromThem: Int64 = 0
    private var fromUs: Int64 = 0
    private var answers: Int64 = 0
    /// Of recency, for what each side did.
    private var ourPoints: Int64 = 0
    private var theirPoints: Int64 = 0
    private var evenness = Evenness()
    private(set) var contacts: ContactTimes
    /// Of the companies that buy.
    private(set) var company = ContactTimes()
    private(set) var unansweredByUs = Unanswered()
    /// Mails of ours to them after the last contact from them.
    private(set) var unheardCount: Int64 = 0

    /// - Parameter hasPlan: what a later clock knows of it, nil to look ahead from this one.
    init(
        clock: Int64,
        measures: Measures,
        _ contacts: [Weighed],
        _ answered: [Conversations.Answer],
        hasPlan: Bool? = nil
    ) {
        self.clock = clock
        knownPlan = hasPlan
        self.measures = measures
        interval = measures.interval * Span.day
        passage = Passage(interval: measures.interval)
        self.contacts = ContactTimes(isFormer: hasPlan != nil)
        for contact in contacts { self.contacts.add(contact, clock: clock) }
        let pursuit = Pursuit(after: self.contacts.anyOfTheirs, interval: measures.interval)
        for contact in contacts where !contact.isBeside && contact.at <= clock && contact.worth > 0 {
            add(contact, pursuit)
        }
        for answer in answered { add(answer) }
    }

    /// Counts which of the questions wait.
    mutating func addWaiting(_ questions: [Question]) {
        guard mayWait else { return }
        unansweredByUs = Unanswered(questions, after: contacts.spoken, through: clock)
    }

    /// Takes note of what passed with a company that buys.
    mutating func addCompany(_ contact: Weighed) { company.add(contact, clock: clock) }

    /// Whether any mail may wait; not while they are about to talk with us anyway.
    var mayWait: Bool {
        contacts.asked > contacts.spoken && contacts.nextOurs > clock + Span.soon
    }

    private mutating func add(_ contact: Weighed, _ pursuit: Pursuit) {
        if contact.kind == .email, contact.isOurs, contact.isDirect, contact.isContact, contact.at > contacts.theirs {
            unheardCount += 1
        }
        if clock - contact.at < Span.year { evenness.add(contact) }
        guard !pursuit.covers(contact) else { return }
        let age = passage.reading(at: clock) - passage.reading(at: contact.at)
        let faded = Int64(contact.worth) * Decay.factor(age: age, length: interval)
        value += faded
        let isAnswer = contact.isReply && contact.isOurs != contact.isTheirs
        if isAnswer || (contact.kind != .email && contact.isBothWays) { answers += faded }
        let points = recency(age: age) * Int64(contact.nearness) / Weighed.near
        if contact.isTheirs {
            fromThem += faded
            theirPoints = max(theirPoints, points)
        }
        if contact.isOurs {
            fromUs += faded
            ourPoints = max(ourPoints, points)
        }
    }

    private mutating func add(_ answer: Conversations.Answer) {
        guard answer.at <= clock else { return }
        let age = passage.reading(at: clock) - passage.reading(at: answer.at)
        let speed = answer.speed(day: measures.options.daySeconds)
        answers += 8 * speed * measures.options.value(of: .email) * Decay.factor(age: age, length: interval)
    }

    /// What stands in place of a score, nil if there is one.
    var stateWithoutScore: Health.State? {
        if contacts.last == .min { return .noActivities }
        if clock - contacts.last > Span.dormancy { return .dormant }
        return contacts.inYear < 3 ? .notEnough : nil
    }

    var terms: Health.Terms {
        let mutual = evenness.part(of: min(fromThem, fromUs, 100 * Self.expected))
        var terms = Health.Terms()
        terms.activity = Self.share(25, min(value, Self.expected / 4 + 4 * mutual), half: Self.expected / 2)
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
        let points = max(evenness.part(of: min(ourPoints, theirPoints)), max(ourPoints, theirPoints) / 4)
        return min(points + (hasPlan ? 10_000_000 : 0), 30_000_000)
    }

    /// All of them within an interval, none after three.
    private func recency(age: Int64) -> Int64 {
        let length = interval / Span.second
        return 30_000_000 * min(max(3 * length - age / Span.second, 0), 2 * length) / (2 * length)
    }

    private func isNear(_ next: Int64) -> Bool {
        next != .max && next - clock <= max(2 * interval, Span.nearFuture)
    }

    /// Whether a meeting or call of the record's own lies ahead that is near enough to make up for some silence.
    var hasPlan: Bool { knownPlan ?? isNear(contacts.next) }

    /// Whether a meeting or call of both sides lies ahead, with whomever of us, that is near enough to wait for.
    var isPlanned: Bool { isNear(contacts.nextPlanned) }

    /// At most ten points a mail, and thirty in all, growing until they wait six times as long as usual.
    private var penalty: Int64 {
        let most = min(10_000_000 * unansweredByUs.count, 30_000_000)
        let usual = measures.usualAnswer
        return most * min(max(waited - usual, 0), 5 * usual) / (5 * usual)
    }

    /// Seconds, as answers are timed, since the first mail that waits for us; 0 if none does.
    var waited: Int64 {
        guard unansweredByUs.count > 0 else { return 0 }
        return measures.options.clock(at: clock) - measures.options.clock(at: unansweredByUs.first)
    }

    /// Whole days since they were in contact, or where they never were since we were; nil without any.
    var silentDays: Int64? {
        (lastSaid(contacts) ?? lastSaid(company)).map {
            (passage.reading(at: clock) - passage.reading(at: $0)) / Span.day
        }
    }

    private func lastSaid(_ contacts: ContactTimes) -> Int64? {
        let last = contacts.heard != .min ? contacts.heard : contacts.spoken
        return last == .min ? nil : last
    }
}
