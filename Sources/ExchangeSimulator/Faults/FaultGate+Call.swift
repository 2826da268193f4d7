import XMLStream

extension FaultGate {
    /// What the gate knows of a request for an operation.
    struct Call: Sendable {
        let operation: EWSOperation
        /// Who signed in.
        let account: String
        /// Primary SMTP address of the mailbox that is asked, in lower case; empty if there is none.
        let mailbox: String
        /// How many response messages the answer has.
        let messages: Int
        /// Whether it goes on with an earlier SyncFolderItems.
        let hasSyncState: Bool

        init(
            _ operation: EWSOperation,
            _ request: XMLElement,
            by caller: Directory.Entry,
            mailbox: TenantState.MailboxNumber?,
            in state: TenantState
        ) {
            self.operation = operation
            account = caller.user.address
            self.mailbox = mailbox.map { state[$0].owner.lowercased() } ?? ""
            let listed = request.first(.ItemIds) ?? request.first(.FolderIds) ?? request.first(.ParentFolderIds)
            messages = listed?.children.reduce(0) { count, _ in count + 1 } ?? 1
            hasSyncState = operation == .syncFolderItems && request.text(.SyncState)?.isEmpty == false
        }
    }
}
