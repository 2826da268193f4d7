/// What a generated tenant holds, noted while it was made: who asks for counts needs neither folders nor copies.
package struct GroundTruth: Sendable {
    /// A mail as it happened once in the world.
    package struct Mail: Hashable, Sendable {
        package let kind: SimulatedMessage.Kind
        /// Seconds since 1970.
        package let sent: Int
        /// Private or confidential.
        package let isPrivate: Bool
        /// Owners of the mailboxes in which it lies outside of Drafts and Junk Email.
        package internal(set) var mailboxes: Set<String>
    }

    /// One meeting at one time as one calendar shows it.
    package struct Occurrence: Hashable, Sendable {
        package let uid: String
        /// Where the series puts it; its start if it is not one of a series.
        ///
        /// Seconds since 1970.
        package let originalStart: Int
        package let start: Int
        package let end: Int
        package let isPrivate: Bool
        package let isException: Bool
    }

    private var numbers: [MessageNumber: Int] = [:]
    package private(set) var mails: [Mail] = []
    private var events: [(event: SimulatedEvent, mailbox: String)] = []

    package init() {}

    mutating func saw(_ message: SimulatedMessage, _ number: MessageNumber, in mailbox: String) {
        let index = numbers[number] ?? mails.count
        if index == mails.count {
            numbers[number] = index
            let isPrivate = message.sensitivity == .personalPrivate || message.sensitivity == .confidential
            mails.append(Mail(kind: message.kind, sent: message.sent, isPrivate: isPrivate, mailboxes: []))
        }
        mails[index].mailboxes.insert(mailbox)
    }

    mutating func saw(_ event: SimulatedEvent, in mailbox: String) {
        events.append((event, mailbox))
    }

    /// How many contacts by mail these mailboxes show: each mail once, a private one once for each owner.
    package func mailCount(
        in mailboxes: Set<String>,
        kinds: Set<SimulatedMessage.Kind>,
        sent window: Range<Int>? = nil
    ) -> Int {
        mails.lazy.filter { kinds.contains($0.kind) && window?.contains($0.sent) != false }
            .map { mail in
                let owners = mail.mailboxes.intersection(mailboxes).count
                return mail.isPrivate ? owners : min(owners, 1)
            }
            .reduce(0, +)
    }

    /// How many meetings these calendars show in a CalendarView of `window`: each occurrence once, a private one once
    /// for each owner.
    ///
    /// Appointments without anybody else and what was cancelled or deleted do not count.
    package func meetingCount(in mailboxes: Set<String>, overlapping window: Range<Int>) -> Int {
        var open: Set<Meeting> = []
        var hidden = 0
        for mailbox in mailboxes.sorted() {
            let meetings = occurrences(in: mailbox, overlapping: window)
            hidden += Set(meetings.filter(\.isPrivate).map(Meeting.init)).count
            open.formUnion(meetings.filter { !$0.isPrivate }.map(Meeting.init))
        }
        return open.count + hidden
    }

    private struct Meeting: Hashable {
        let uid: String
        let originalStart: Int

        init(_ occurrence: Occurrence) {
            uid = occurrence.uid
            originalStart = occurrence.originalStart
        }
    }

    /// The meetings that one calendar shows in a CalendarView of `window`, in no particular order.
    package func occurrences(in mailbox: String, overlapping window: Range<Int>) -> [Occurrence] {
        events.lazy.filter { $0.mailbox == mailbox && $0.event.isMeeting && !$0.event.isCancelled }
            .flatMap { DayWalk.occurrences(of: $0.event, until: window.upperBound) }
            .filter { $0.end >= window.lowerBound && $0.start < window.upperBound }
    }
}
