import Interactions

/// The thread that a mail belongs to.
struct MailThread {
    let isReply: Bool
    private let index: ConversationIndex?
    /// Nil where `index` makes it needless.
    private let root: MessageID?

    /// - Parameters:
    ///   - conversationIndex: in base64, see `ConversationIndex`.
    ///   - references: the headers that name earlier mails, as written; the first that names one counts.
    ///   - messageID: the mail's own, which begins a thread if nothing came before.
    init(conversationIndex: String?, references: [String?], messageID: MessageID?) {
        index = conversationIndex.flatMap { ConversationIndex(base64: $0) }
        if let index, index.isReply {
            isReply = true
            root = nil
        } else {
            let named = references.lazy.compactMap { $0 }.compactMap { MessageID(firstOf: $0) }.first
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
