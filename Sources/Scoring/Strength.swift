/// What was built up in a relationship, which fades slowly; `Documentation/health.md`, "Strength".
struct Strength: Hashable, Sendable {
    /// In which it fades by one bucket.
    static let span = 60 * Span.day
    /// Eight mails each way, fresh and between two, are half.
    static let half: Int64 = 8 * 96 * 1_000_000

    private var fromUs: Int64 = 0
    private var fromThem: Int64 = 0

    mutating func add(_ contact: Weighed, clock: Int64) {
        let faded = Int64(contact.worth) * Decay.factor(age: clock - contact.at, length: Self.span)
        if contact.isOurs { fromUs += faded }
        if contact.isTheirs { fromThem += faded }
    }

    /// 0 to 99; 0 where only one side was ever in contact.
    var points: Int {
        let mutual = min(fromUs, fromThem)
        return Int(100 * mutual / (mutual + Self.half))
    }
}
