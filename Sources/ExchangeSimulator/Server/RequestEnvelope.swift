import XMLStream

/// A SOAP request as far as the frame goes.
struct RequestEnvelope: Sendable {
    /// Nil for an operation that the simulator does not know.
    let operation: EWSOperation?
    /// The operation's element.
    let body: XMLElement
    /// `Version` of `RequestServerVersion`.
    let version: String?
    let impersonation: Impersonation?

    /// Whom the caller wants to be.
    enum Impersonation: Hashable, Sendable {
        case primaryAddress(String)
        case anyAddress(String)
        case principalName(String)
        /// A SID or nothing at all.
        case other
    }

    /// - Throws: `ErrorSchemaValidation` for what is not a SOAP 1.1 envelope with one operation.
    init(_ bytes: [UInt8]) throws(Refusal) {
        let root: XMLElement
        do throws(XMLError) {
            var stream = XMLTokenStream(vocabulary: RequestName.vocabulary)
            try stream.push(bytes)
            root = try stream.finish().root
        } catch {
            throw Self.notSOAP(line: error.line)
        }
        guard root.requestName == .Envelope, root.namespace == RequestNamespace.soap.rawValue,
            let body = root.first(.Body)?.children.first(where: { _ in true })
        else { throw Self.notSOAP(line: 1) }
        self.body = body
        operation = EWSOperation(rawValue: body.localName)
        let header = root.first(.Header)
        version = header?.first(.RequestServerVersion)?.attribute(.Version)
        impersonation = header?.first(.ExchangeImpersonation).map { element in
            let named = element.first(.ConnectingSID)?.children.first { _ in true }
            let text = named?.text ?? ""
            return switch named?.requestName {
            case .PrimarySmtpAddress: .primaryAddress(text)
            case .SmtpAddress: .anyAddress(text)
            case .PrincipalName: .principalName(text)
            default: .other
            }
        }
    }

    /// The versions that Exchange SE takes.
    ///
    /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion>
    static let versions: Set<String> = [
        "Exchange2007", "Exchange2007_SP1", "Exchange2010", "Exchange2010_SP1", "Exchange2010_SP2", "Exchange2013",
        "Exchange2013_SP1", "Exchange2015", "Exchange2016", "V2015_10_05", "V2016_01_06", "V2016_04_13", "V2016_07_13",
        "V2016_10_10", "V2017_01_07", "V2017_04_14", "V2017_07_11", "V2017_10_09", "V2018_01_08",
    ]

    private static func notSOAP(line: Int) -> Refusal {
        Refusal("ErrorSchemaValidation", "The request failed schema validation: it is not a SOAP envelope.", line: line)
    }
}
