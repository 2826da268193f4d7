import ExchangeSimulator
import HTTPTypes
import Synchronization
import Testing

/// A simulated server with two users and a service account, asked without a network.
struct Exchange: Sendable {
    static let ann = "ann@contoso.example"
    static let bob = "bob@contoso.example"
    static let service = "svc@contoso.example"
    static let password = "pass-1"
    /// The time of every test: 2026-11-23T12:00:00Z.
    static let now = 1_795_435_200

    let simulator: SimulatedExchange
    var tenant: Tenant { simulator.tenant }
    let clock: HandClock

    /// A clock that a test moves.
    final class HandClock: Sendable {
        private let time = Mutex(Duration.zero)

        var now: Duration { time.withLock { $0 } }

        func advance(by step: Duration) {
            time.withLock { $0 += step }
        }
    }

    /// - Parameter mails: How many lie in Ann's Inbox, a minute apart.
    static func start(
        mails: Int = 3,
        faults: FaultPlan = FaultPlan(),
        limits: FaultGate.Limits = FaultGate.Limits(),
        redirects: [String: Autodiscover.Redirect] = [:]
    ) async throws -> Exchange {
        try await start(state(mails: mails), faults: faults, limits: limits, redirects: redirects)
    }

    static func start(
        _ state: TenantState,
        faults: FaultPlan = FaultPlan(),
        limits: FaultGate.Limits = FaultGate.Limits(),
        redirects: [String: Autodiscover.Redirect] = [:]
    ) async throws -> Exchange {
        let clock = HandClock()
        var options = SimulatedExchange.Options()
        options.faults = faults
        options.limits = limits
        options.redirects = redirects
        options.now = { clock.now }
        return Exchange(simulator: try await .start(tenant: Tenant(state), options: options), clock: clock)
    }

    static func state(mails: Int) throws -> TenantState {
        var state = TenantState(
            id: "5a11f11e-0000-4000-8000-000000000001",
            domains: ["contoso.example"],
            now: now
        )
        let added = state.add(DirectoryUser(address: ann, displayName: "Ann", password: password))
        let box = try #require(added)
        state.add(DirectoryUser(address: bob, displayName: "Bob", password: password))
        state.add(DirectoryUser(address: service, displayName: "Service", password: password, mayImpersonate: true))
        state.add(DirectoryUser(kind: .deleted, address: "gone@contoso.example", displayName: "Gone"))
        for number in 0..<mails { try deliver(number, to: box, in: &state) }
        return state
    }

    /// Puts mail `number` into the Inbox.
    @discardableResult
    static func deliver(
        _ number: Int,
        to box: TenantState.MailboxNumber,
        in state: inout TenantState
    ) throws -> ItemNumber {
        let message = SimulatedMessage(
            subject: "Mail \(number) für <alle> & \u{1F98A}",
            messageID: "<\(number)@contoso.example>",
            from: state.party(bob),
            to: [state.party(ann)],
            cc: [state.party("kim@adatum.example", name: "Kim")],
            sent: now - 86_400 + number * 60
        )
        let inbox = try #require(state[box].number(of: .inbox))
        return state.deliver(state.add(message), to: inbox, of: box)
    }

    /// Ann's mailbox and her Inbox.
    static func place(_ state: TenantState) throws -> (box: TenantState.MailboxNumber, inbox: FolderNumber) {
        let box = try #require(state.mailbox(of: ann))
        return (box, try #require(state[box].number(of: .inbox)))
    }

    // MARK: Requests

    /// Sends an operation, by default as the service account for Ann.
    func send(
        _ operation: String,
        user: String? = Exchange.service,
        password: String = Exchange.password,
        impersonating mailbox: String? = Exchange.ann,
        acceptsCompression: Bool = false
    ) async -> Answer {
        let header = mailbox.map {
            """
            <t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>\($0)</t:PrimarySmtpAddress>\
            </t:ConnectingSID></t:ExchangeImpersonation>
            """
        }
        return await post(
            """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
            xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" \
            xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">\
            <s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/>\(header ?? "")</s:Header>\
            <s:Body>\(operation)</s:Body></s:Envelope>
            """,
            user: user,
            password: password,
            acceptsCompression: acceptsCompression
        )
    }

    /// Sends a body as it stands.
    func post(
        _ body: String,
        path: String = "/EWS/Exchange.asmx",
        user: String? = Exchange.service,
        password: String = Exchange.password,
        acceptsCompression: Bool = false
    ) async -> Answer {
        var request = ReceivedRequest(method: .post, authority: "127.0.0.1", path: path, body: Array(body.utf8))
        if let user { request.headers[.authorization] = "Basic " + Self.base64("\(user):\(password)") }
        if acceptsCompression { request.headers[.acceptEncoding] = "gzip, deflate" }
        return Answer(await simulator.answer(request))
    }

    /// SyncFolderItems of Ann's Inbox, ids only.
    func sync(_ state: String? = nil, most: Int = 512, folder: String = "inbox") async -> Answer {
        await send(
            """
            <m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>\
            <m:SyncFolderId><t:DistinguishedFolderId Id="\(folder)"/></m:SyncFolderId>\
            \(state.map { "<m:SyncState>\($0)</m:SyncState>" } ?? "")\
            <m:MaxChangesReturned>\(most)</m:MaxChangesReturned></m:SyncFolderItems>
            """
        )
    }

    /// GetItem with a shape and further fields.
    func get(_ ids: [String], shape: String = "IdOnly", fields: [String] = []) async -> Answer {
        let fields = fields.map { "<t:FieldURI FieldURI=\"\($0)\"/>" }.joined()
        let additional = fields.isEmpty ? "" : "<t:AdditionalProperties>\(fields)</t:AdditionalProperties>"
        return await send(
            """
            <m:GetItem><m:ItemShape><t:BaseShape>\(shape)</t:BaseShape>\(additional)</m:ItemShape><m:ItemIds>\
            \(ids.map { "<t:ItemId Id=\"\($0)\"/>" }.joined())</m:ItemIds></m:GetItem>
            """
        )
    }

    private static func base64(_ text: String) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bytes = Array(text.utf8)
        var encoded = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for digit in 0..<4 {
                encoded.append(digit > group.count ? "=" : digits[bits >> (18 - 6 * digit) & 63])
            }
        }
        return encoded
    }
}
