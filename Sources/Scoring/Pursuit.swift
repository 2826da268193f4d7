/// What is ours alone and follows somebody who fell silent, which is worth nothing for health;
/// `Documentation/health.md`, "Pursuit".
struct Pursuit {
    private let passage: Passage
    /// The last reading that is no pursuit yet.
    private let end: Int64

    /// - Parameters:
    ///   - theirs: when they were in contact last, `Int64.min` where they never were.
    ///   - interval: days between contacts.
    init(after theirs: Int64, interval: Int64) {
        passage = Passage(interval: interval)
        end = theirs == .min ? .max : passage.reading(at: theirs) + interval * Span.day
    }

    func covers(_ contact: Weighed) -> Bool {
        contact.isOurs && !contact.isTheirs && passage.reading(at: contact.at) > end
    }
}
