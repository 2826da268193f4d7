import HTTPTypes
import XMLStream

/// Answers requests to `/EWS/Exchange.asmx` as an Exchange server does.
struct EWSService: Sendable {
    let tenant: Tenant
    /// Nil to take every request as it comes.
    let schema: RequestSchema?
    let offersCompression: Bool
    let faults: FaultGate
    private let views = ViewCache()

    init(tenant: Tenant, schema: RequestSchema?, offersCompression: Bool, faults: FaultGate) {
        self.tenant = tenant
        self.schema = schema
        self.offersCompression = offersCompression
        self.faults = faults
    }

    func answer(_ request: ReceivedRequest) async -> ServerAnswer {
        let state = tenant.snapshot
        guard let caller = Self.caller(of: request, in: state) else {
            return ServerAnswer(.unauthorized, headers: Self.challenge)
        }
        guard request.method == .post else { return ServerAnswer(.ok, headers: [.contentType: "text/html"]) }
        do throws(Refusal) {
            let envelope = try RequestEnvelope(request.body)
            if let version = envelope.version, !RequestEnvelope.versions.contains(version) { throw .invalidVersion }
            try schema?.check(request.body)
            guard let operation = envelope.operation else { throw .invalidRequest }
            let mailbox = try Self.mailbox(for: envelope.impersonation, caller, state)
            let call = FaultGate.Call(operation, envelope.body, by: caller, mailbox: mailbox, in: state)
            switch faults.enter(call) {
            case .refused(let fault):
                return frame(fault.refusal(of: call) ?? ServerAnswer(.internalServerError), for: request, caller)
            case .admitted(let fault):
                defer { faults.leave(call) }
                let answer = await perform(operation, envelope.body, caller, mailbox, with: fault)
                return frame(answer, with: fault, for: request, caller)
            }
        } catch {
            return frame(.fault(error), for: request, caller)
        }
    }

    /// Who has signed in; nil without a valid credential.
    static func caller(of request: ReceivedRequest, in state: TenantState) -> Directory.Entry? {
        BasicCredential(authorization: request.headers[.authorization])?.entry(in: state.directory)
    }

    private func perform(
        _ operation: EWSOperation,
        _ request: XMLElement,
        _ caller: Directory.Entry,
        _ mailbox: TenantState.MailboxNumber?,
        with fault: Fault?
    ) async -> ServerAnswer {
        await fault?.strike(tenant, request, mailbox)
        if case .stuck = fault { return .stuck(request) }
        let context = OperationContext(
            state: tenant.snapshot,
            mailbox: mailbox,
            mayReadAll: caller.user.mayImpersonate,
            views: views
        )
        var out = XMLOutput(capacity: 64 << 10)
        do throws(Refusal) {
            try operation.answer(request, in: context, into: &out)
        } catch {
            return .fault(error)
        }
        return ServerAnswer(.ok, headers: [.contentType: ServerAnswer.xmlType], body: out.bytes)
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
