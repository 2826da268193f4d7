import Connector
import Interactions

/// The thread that a mail belongs to.
struct MailThread {
    let isReply: Bool
    private let index: ConversationIndex?
    private let root: MessageID?

    init(_ mail: MailRecord, messageID: MessageID?) {
        index = mail.conversationIndex.flatMap { ConversationIndex(base64: $0) }
        let first = mail.references.flatMap { MessageID(firstOf: $0) }
        let parent = mail.inReplyTo.flatMap { MessageID(firstOf: $0) }
        isReply = first != nil || parent != nil || index?.isReply == true
        root = first ?? parent ?? messageID
    }

    /// The identifier that Exchange puts into every copy's conversation index, or else the first mail that the headers
    /// name; nil if they name none.
    func conversation(_ identity: IdentityHash) -> InteractionID? {
        if let index { return identity(.conversation, bytes: index.thread) }
        return root.map { identity(.conversationOfMessage, $0.text) }
    }
}
