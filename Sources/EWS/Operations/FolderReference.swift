import Interactions
import XMLStream

/// A folder to read, by its own id or by its well-known name.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid>
enum FolderReference: Hashable, Sendable {
    case id(String)
    /// Names the mailbox, too: without it the name means the mailbox of the account that signs in.
    case distinguished(DistinguishedFolder, of: EmailAddress)

    func write(to writer: inout XMLWriter) {
        switch self {
        case .id(let id): writer.element("t:FolderId", ["Id": id])
        case .distinguished(let folder, let mailbox):
            writer.element("t:DistinguishedFolderId", ["Id": folder.rawValue]) { element in
                element.element("t:Mailbox") { $0.element("t:EmailAddress", text: mailbox.text) }
            }
        }
    }
}
