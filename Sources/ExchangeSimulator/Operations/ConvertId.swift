import XMLStream

/// Only from the EWS format to itself; clients call it to learn that the server answers.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/convertid-operation>
enum ConvertId {
    static func answer(_ request: XMLElement, in context: OperationContext, into out: inout XMLOutput) {
        for element in request.first(.SourceIds)?.children.map({ $0 }) ?? [] {
            do throws(Refusal) {
                guard element.requestName == .AlternateId, element.attribute(.Format) == "EwsId",
                    request.attribute(.DestinationFormat) == "EwsId", let id = element.attribute(.Id),
                    let address = element.attribute(.Mailbox)
                else {
                    throw Refusal("ErrorUnsupportedTypeForConversion", "The given id type is not supported.")
                }
                guard let mailbox = context.state.mailbox(of: address) else { throw .missingMailbox }
                _ = try Identifier.Coder(mailbox: context.state[mailbox].guid).read(id)
                Envelope.writeSuccess(of: .convertId, into: &out) { out in
                    out.raw(
                        """
                        <m:AlternateId xsi:type="t:AlternateIdType" Format="EwsId" Id="
                        """
                    )
                    out.text(id)
                    out.raw("\" Mailbox=\"")
                    out.text(address)
                    out.raw("\"/>")
                }
            } catch {
                Envelope.write(error, as: .convertId, into: &out)
            }
        }
    }
}
