import Interactions

/// A mail of theirs that asks us, or a call that reached nobody, with what tells whether it waits;
/// `Documentation/health.md`, "What waits".
struct Question {
    let at: Int64
    /// One number for all addresses of a person, `UInt32.max` where nobody is named.
    let sender: UInt32
    /// 0 where none is known.
    let conversation: UInt32
    let isReply: Bool
    /// A call, which neither is part of a series nor of a conversation.
    let isCall: Bool
    /// Whether we wrote in its conversation, or reached the sender before the next mail.
    var isInTouch: Bool

    /// Sender by sender, the oldest first, and of the same time a reply first.
    static func isBefore(_ left: Question, _ right: Question) -> Bool {
        (left.sender, left.at, left.isReply ? 0 : 1) < (right.sender, right.at, right.isReply ? 0 : 1)
    }
}
