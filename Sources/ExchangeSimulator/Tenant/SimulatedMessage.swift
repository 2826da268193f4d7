/// A mail as it was sent; every mailbox that got it has a copy of its own (see `TenantState.deliver`).
package struct SimulatedMessage: Hashable, Sendable {
    /// The element that stands for the item, with the item class.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case note, signedNote, meetingRequest, meetingAccepted, meetingTentative, meetingDeclined, meetingCancelled
        case nonDeliveryReport, readReceipt, post, sharing
    }

    package enum Importance: UInt8, Hashable, Sendable {
        case low, normal, high
    }

    package enum Sensitivity: UInt8, Hashable, Sendable {
        case normal, personal, personalPrivate, confidential
    }

    /// A transport header beyond those that have a property of their own, for example `Auto-Submitted` or `List-Id`.
    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What a request, response or cancellation says about a meeting.
    package struct Meeting: Hashable, Sendable {
        package var uid: String
        /// Seconds since 1970.
        package var start: Int
        package var end: Int
        package var location: String
        package var isAllDay: Bool

        package init(uid: String, start: Int, end: Int, location: String = "", isAllDay: Bool = false) {
            self.uid = uid
            self.start = start
            self.end = end
            self.location = location
            self.isAllDay = isAllDay
        }
    }

    package var kind: Kind = .note
    /// May contain any Unicode scalar, also those that XML 1.0 forbids; Exchange writes them as references.
    package var subject: String
    /// `Message-ID` with its angle brackets; empty for drafts and old migrations.
    package var messageID: String
    /// Nil for a draft that was never sent.
    package var from: PartyNumber?
    /// Who sent it for `from`, if somebody else did.
    package var sender: PartyNumber?
    package var to: [PartyNumber]
    package var cc: [PartyNumber]
    package var bcc: [PartyNumber]
    package var replyTo: [PartyNumber] = []
    /// Seconds since 1970.
    package var sent: Int
    /// Mails with the same number belong together.
    package var conversation: UInt32
    /// The mail of this tenant that it answers; gives `In-Reply-To` and `References`.
    package var answers: MessageNumber?
    /// `In-Reply-To` when the answered mail is not in this tenant.
    package var foreignInReplyTo: String?
    package var headers: [Header] = []
    package var importance = Importance.normal
    package var sensitivity = Sensitivity.normal
    package var categories: [String] = []
    package var hasAttachments = false
    /// Bytes.
    package var size: Int
    package var meeting: Meeting?

    package init(
        kind: Kind = .note,
        subject: String,
        messageID: String,
        from: PartyNumber?,
        to: [PartyNumber] = [],
        cc: [PartyNumber] = [],
        bcc: [PartyNumber] = [],
        sent: Int,
        conversation: UInt32 = 0,
        answers: MessageNumber? = nil,
        size: Int = 12_000
    ) {
        self.kind = kind
        self.subject = subject
        self.messageID = messageID
        self.from = from
        self.to = to
        self.cc = cc
        self.bcc = bcc
        self.sent = sent
        self.conversation = conversation
        self.answers = answers
        self.size = size
    }
}

/// A mail's place in the tenant's table.
package struct MessageNumber: Hashable, Sendable {
    package let value: UInt32

    package init(value: UInt32) {
        self.value = value
    }
}
