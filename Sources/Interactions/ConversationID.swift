/// Names the thread that mails belong to; equal for every mail of it, whichever mailbox or service told of the mail.
package struct ConversationID: Hashable, Sendable {
    package let hash: KeyedHash

    package init(_ hash: KeyedHash) {
        self.hash = hash
    }
}
