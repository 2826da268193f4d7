import Interactions
import XMLStream

/// Writes an operation into a SOAP 1.1 envelope.
struct RequestEnvelope {
    /// By what a server is told on whose behalf the account that signs in reads.
    ///
    /// <https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-identify-the-account-to-impersonate>
    enum Impersonated: Hashable, Sendable {
        /// Any address of a mailbox, primary or not.
        case address(EmailAddress)
        /// A name to sign in by, which looks like an address and need not be one.
        case principal(EmailAddress)
    }

    /// Nil to read with the permissions of the account that signs in.
    let impersonated: Impersonated?

    /// The oldest version that has everything asked for here; every server from Exchange 2013 SP1 to Exchange SE and
    /// Exchange Online takes it, and leaves newer elements away.
    /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion>
    static let version = "Exchange2013_SP1"

    func bytes(for operation: some EWSOperation) -> [UInt8] {
        var writer = XMLWriter()
        writer.element(
            "s:Envelope",
            [
                "xmlns:s": EWSNamespace.soap.uri,
                "xmlns:m": EWSNamespace.messages.uri,
                "xmlns:t": EWSNamespace.types.uri,
            ]
        ) { envelope in
            envelope.element("s:Header") { header in
                header.element("t:RequestServerVersion", ["Version": Self.version])
                guard let impersonated else { return }
                header.element("t:ExchangeImpersonation") { impersonation in
                    impersonation.element("t:ConnectingSID") { sid in
                        switch impersonated {
                        case .address(let address): sid.element("t:SmtpAddress", text: address.text)
                        case .principal(let name): sid.element("t:PrincipalName", text: name.text)
                        }
                    }
                }
            }
            envelope.element("s:Body") { operation.write(to: &$0) }
        }
        return writer.bytes
    }
}
