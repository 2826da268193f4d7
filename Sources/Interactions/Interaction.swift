/// One real-world contact, however often and in however many mailboxes it was seen.
///
/// Everything here is equal for every copy of the contact: nothing depends on the mailbox that was read.
package struct Interaction: Hashable, Sendable {
    package enum Kind: Int, Hashable, Sendable, CaseIterable {
        case email = 1
        case meeting, phoneCall
    }

    package enum Direction: Int, Hashable, Sendable, CaseIterable {
        /// From inside to at least one outsider.
        case outbound = 1
        /// From outside.
        case inbound
        /// Nobody outside took part.
        case `internal`
    }

    /// Facts that are either so or not; the raw value is stored, so a bit never changes its meaning.
    package struct Flags: OptionSet, Hashable, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let reply = Flags(rawValue: 1 << 0)
        /// Sent by a machine: kept, not scored.
        package static let automated = Flags(rawValue: 1 << 1)
        /// Newsletter or other one-way mass mail: kept, not scored.
        package static let bulk = Flags(rawValue: 1 << 2)
        /// Private or confidential: counts as time only.
        package static let `private` = Flags(rawValue: 1 << 3)
        /// It is to happen, and nobody has said that it did: once its time has passed it counts for nothing and goes.
        package static let planned = Flags(rawValue: 1 << 4)
        package static let allDay = Flags(rawValue: 1 << 5)
        package static let recurring = Flags(rawValue: 1 << 6)
        /// More participants than are listed; the counts are complete.
        package static let truncated = Flags(rawValue: 1 << 7)
    }

    /// The subject as far as the configuration lets it be kept.
    package enum Subject: Hashable, Sendable {
        case none
        case hash(KeyedHash)
        case text(String)
    }

    package let id: InteractionID
    package let kind: Kind
    package var direction: Direction
    /// Sent time of a mail, start of a meeting.
    package let occurredAt: Timestamp
    /// Whole seconds; zero for mail.
    package let durationSeconds: Int
    /// The thread of a mail, nil if unknown.
    package let conversation: ConversationID?
    package let flags: Flags
    package var internalCount: Int
    package var externalCount: Int
    package let subject: Subject
    /// Sorted by role, then address; at most `Normalizer.participantLimit`.
    package var participants: [Participant]

    package init(
        id: InteractionID,
        kind: Kind,
        direction: Direction,
        occurredAt: Timestamp,
        durationSeconds: Int = 0,
        conversation: ConversationID? = nil,
        flags: Flags = [],
        internalCount: Int,
        externalCount: Int,
        subject: Subject = .none,
        participants: [Participant]
    ) {
        self.id = id
        self.kind = kind
        self.direction = direction
        self.occurredAt = occurredAt
        self.durationSeconds = durationSeconds
        self.conversation = conversation
        self.flags = flags
        self.internalCount = internalCount
        self.externalCount = externalCount
        self.subject = subject
        self.participants = participants
    }
}
