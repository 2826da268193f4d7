import Interactions

/// When a mail was sent, as far as the clock of its sender is believed.
enum MailTime {
    /// Clocks that are right differ by less, and mail that is delivered at once seems to come before it was sent.
    private static let tolerance = Duration.seconds(3_600)

    /// From 1990 up to the year 4500: Exchange writes 4501-01-01 for what is not known.
    private static let plausible =
        Timestamp(microseconds: 631_152_000_000_000)..<Timestamp(microseconds: 79_839_129_600_000_000)

    /// The sent time unless it cannot be; else the received one, which is by a clock of ours.
    ///
    /// Nil if neither can be.
    static func occurred(sent: Timestamp?, received: Timestamp?) -> Timestamp? {
        let sent = sent.flatMap { plausible.contains($0) ? $0 : nil }
        let received = received.flatMap { plausible.contains($0) ? $0 : nil }
        guard let sent, let received else { return sent ?? received }
        return sent > received.advanced(by: tolerance) ? received : sent
    }
}
