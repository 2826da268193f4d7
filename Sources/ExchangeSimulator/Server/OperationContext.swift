import XMLStream

/// What an operation answers from: the tenant at one moment, and who asks.
struct OperationContext: Sendable {
    let state: TenantState
    /// Whose mailbox it is about unless the request names another; nil for an account without one.
    let mailbox: TenantState.MailboxNumber?
    /// May read every mailbox.
    let mayReadAll: Bool
    let views: ViewCache

    struct FolderReference: Hashable, Sendable {
        let mailbox: TenantState.MailboxNumber
        let folder: FolderNumber
    }

    /// The folder that a `FolderId` or `DistinguishedFolderId` element names.
    func folder(_ element: XMLElement) throws(Refusal) -> FolderReference {
        if element.requestName == .DistinguishedFolderId {
            let mailbox = try self.mailbox(namedIn: element)
            guard let name = element.attribute(.Id).flatMap(DistinguishedFolder.init(rawValue:)),
                let folder = state[mailbox].number(of: name)
            else { throw .folderNotFound }
            return FolderReference(mailbox: mailbox, folder: folder)
        }
        guard let mailbox else { throw .folderNotFound }
        guard let text = element.attribute(.Id) else { throw .invalidID }
        let identifier = try Identifier.Coder(mailbox: state[mailbox].guid).read(text)
        guard identifier.kind == .folder, Int(identifier.number) < state[mailbox].folders.count else {
            throw .folderNotFound
        }
        let folder = FolderNumber(value: UInt16(identifier.number))
        guard !state[mailbox][folder].isRemoved else { throw .folderNotFound }
        return FolderReference(mailbox: mailbox, folder: folder)
    }

    /// The mailbox that `Mailbox/EmailAddress` names (delegate access), else the caller's.
    private func mailbox(namedIn element: XMLElement) throws(Refusal) -> TenantState.MailboxNumber {
        guard let address = element.first(.Mailbox)?.text(.EmailAddress) else {
            guard let mailbox else { throw .missingAddress }
            return mailbox
        }
        guard let named = state.mailbox(of: address) else { throw .missingMailbox }
        guard named == mailbox || mayReadAll else { throw .accessDenied }
        return named
    }
}
