import XMLStream

/// Documented at <https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation>.
enum GetFolder {
    static func answer(_ request: XMLElement, in context: OperationContext, into out: inout XMLOutput) {
        let shape = FolderShape(request.first(.FolderShape))
        var writers: [TenantState.MailboxNumber: FolderWriter] = [:]
        for element in request.first(.FolderIds)?.children.map({ $0 }) ?? [] {
            do throws(Refusal) {
                let reference = try context.folder(element)
                let writer =
                    writers[reference.mailbox]
                    ?? FolderWriter(state: context.state, mailbox: reference.mailbox, shape: shape)
                writers[reference.mailbox] = writer
                Envelope.writeSuccess(of: .getFolder, into: &out) { out in
                    out.raw("<m:Folders>")
                    writer.write(reference.folder, into: &out)
                    out.raw("</m:Folders>")
                }
            } catch {
                Envelope.write(error, as: .getFolder, into: &out) { $0.raw("<m:Folders/>") }
            }
        }
    }
}
