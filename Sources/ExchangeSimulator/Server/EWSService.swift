import HTTPTypes
import XMLStream

/// Answers requests to `/EWS/Exchange.asmx` as an Exchange server does.
struct EWSService: Sendable {
    let tenant: Tenant
    /// Nil to take every request as it comes.
    let schema: RequestSchema?
    let offersCompression: Bool
    private let views = ViewCache()

    init(tenant: Tenant, schema: RequestSchema?, offersCompression: Bool) {
        self.tenant = tenant
        self.schema = schema
        self.offersCompression = offersCompression
    }

    func answer(_ request: ReceivedRequest) -> ServerAnswer {
        let state = tenant.snapshot
        let credential = BasicCredential(authorization: request.headers[.authorization])
        guard let caller = credential?.entry(in: state.directory) else {
            return ServerAnswer(.unauthorized, headers: Self.challenge)
        }
        guard request.method == .post else { return ServerAnswer(.ok, headers: [.contentType: "text/html"]) }
        var out = XMLOutput(capacity: 64 << 10)
        let status: HTTPResponse.Status
        do throws(Refusal) {
            try perform(request, caller, state, into: &out)
            status = .ok
        } catch {
            out = XMLOutput()
            Envelope.write(error, into: &out)
            status = .internalServerError
        }
        return frame(out.bytes, status, for: request, caller)
    }

    /// - Throws: what becomes a SOAP fault.
    private func perform(
        _ request: ReceivedRequest,
        _ caller: Directory.Entry,
        _ state: TenantState,
        into out: inout XMLOutput
    ) throws(Refusal) {
        let envelope = try RequestEnvelope(request.body)
        if let version = envelope.version, !RequestEnvelope.versions.contains(version) { throw .invalidVersion }
        try schema?.check(request.body)
        guard let operation = envelope.operation else { throw .invalidRequest }
        let context = OperationContext(
            state: state,
            mailbox: try Self.mailbox(for: envelope.impersonation, caller, state),
            mayReadAll: caller.user.mayImpersonate,
            views: views
        )
        try operation.answer(envelope.body, in: context, into: &out)
    }

    /// The mailbox that the request is about: the caller's own or the impersonated user's.
    private static func mailbox(
        for impersonation: RequestEnvelope.Impersonation?,
        _ caller: Directory.Entry,
        _ state: TenantState
    ) throws(Refusal) -> TenantState.MailboxNumber? {
        let address: String
        switch impersonation {
        case nil: return caller.mailbox
        case .primaryAddress(let text), .anyAddress(let text), .principalName(let text): address = text
        case .other:
            throw Refusal(
                "ErrorInvalidExchangeImpersonationHeaderData",
                "ExchangeImpersonation SOAP header is invalid."
            )
        }
        guard let entry = state.directory.entry(for: address), let mailbox = entry.mailbox else {
            throw Refusal(
                Refusal.missingMailbox.code,
                Refusal.missingMailbox.text,
                values: [("SmtpAddress", address)]
            )
        }
        if case .primaryAddress = impersonation, entry.user.address.lowercased() != address.lowercased() {
            throw .missingMailbox
        }
        guard caller.user.mayImpersonate || mailbox == caller.mailbox else { throw .impersonationDenied }
        return mailbox
    }
}

extension EWSOperation {
    /// Writes the whole answer.
    func answer(
        _ request: XMLElement,
        in context: OperationContext,
        into out: inout XMLOutput
    ) throws(Refusal) {
        var fault: Refusal?
        Envelope.write(self, into: &out) { out in
            switch self {
            case .getFolder: GetFolder.answer(request, in: context, into: &out)
            case .findFolder: FindFolder.answer(request, in: context, into: &out)
            case .syncFolderHierarchy: SyncFolderHierarchy.answer(request, in: context, into: &out)
            case .syncFolderItems: SyncFolderItems.answer(request, in: context, into: &out)
            case .findItem: FindItem.answer(request, in: context, into: &out)
            case .getItem:
                do throws(Refusal) { try GetItem.answer(request, in: context, into: &out) } catch { fault = error }
            case .resolveNames: ResolveNames.answer(request, in: context, into: &out)
            case .convertId: ConvertId.answer(request, in: context, into: &out)
            case .getServerTimeZones: GetServerTimeZones.answer(request, in: context, into: &out)
            }
        }
        if let fault { throw fault }
    }
}
