import Connector
import Interactions

/// The thread that a mail belongs to.
struct MailThread {
    let isReply: Bool
    private let index: ConversationIndex?
    /// Nil where `index` makes it needless.
    private let root: MessageID?

    init(_ mail: SourceMail, messageID: MessageID?) {
        index = mail.conversationIndex.flatMap { ConversationIndex(base64: $0) }
        if let index, index.isReply {
            isReply = true
            root = nil
        } else {
            let named =
                mail.references.flatMap { MessageID(firstOf: $0) }
                ?? mail.inReplyTo.flatMap { MessageID(firstOf: $0) }
            isReply = named != nil
            root = named ?? messageID
        }
    }

    /// The identifier that Exchange puts into every copy's conversation index, or else the first mail that the headers
    /// name; nil if they name none.
    func conversation(_ identity: IdentityHash) -> ConversationID? {
        if let index { return ConversationID(identity(.conversation, bytes: index.thread)) }
        return root.map { ConversationID(identity(.conversationOfMessage, $0.text)) }
    }
}
