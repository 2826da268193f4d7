import XMLStream

/// Only from the EWS format to itself; clients call it to learn that the server answers, and whose an id is.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/convertid-operation>
enum ConvertId {
    static func answer(_ request: XMLElement, in context: OperationContext, into out: inout XMLOutput) {
        for element in request.first(.SourceIds)?.children.map({ $0 }) ?? [] {
            do throws(Refusal) {
                guard element.requestName == .AlternateId, element.attribute(.Format) == "EwsId",
                    request.attribute(.DestinationFormat) == "EwsId", let id = element.attribute(.Id)
                else {
                    throw Refusal("ErrorUnsupportedTypeForConversion", "The given id type is not supported.")
                }
                let owner = try owner(of: id, context)
                Envelope.writeSuccess(of: .convertId, into: &out) { out in
                    out.raw(
                        """
                        <m:AlternateId xsi:type="t:AlternateIdType" Format="EwsId" Id="
                        """
                    )
                    out.text(id)
                    out.raw("\" Mailbox=\"")
                    out.text(owner)
                    out.raw("\"/>")
                }
            } catch {
                Envelope.write(error, as: .convertId, into: &out)
            }
        }
    }

    /// Primary address of the mailbox that the id belongs to, whichever one the request names: clients ask for that.
    private static func owner(of id: String, _ context: OperationContext) throws(Refusal) -> String {
        guard let bytes = Base64.decode(id.utf8), bytes.count > 40 else { throw .invalidID }
        let guid = String(decoding: bytes[4..<40], as: UTF8.self)
        guard let mailbox = context.state.mailboxes.first(where: { $0.guid == guid }) else { throw .itemNotFound }
        _ = try Identifier.Coder(mailbox: guid).read(id)
        return mailbox.owner
    }
}
