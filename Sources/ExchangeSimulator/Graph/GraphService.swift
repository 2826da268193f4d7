import FoundationEssentials
import HTTPTypes

/// Answers requests to `/v1.0` as Microsoft Graph does for an application with permissions for mail, calendars and
/// users.
struct GraphService: Sendable {
    let tenant: Tenant
    let tokens: BearerTokens
    let offersCompression: Bool
    private let signature = LinkSignature()

    init(tenant: Tenant, tokens: BearerTokens, offersCompression: Bool) {
        self.tenant = tenant
        self.tokens = tokens
        self.offersCompression = offersCompression
    }

    /// - Parameters:
    ///   - requestID: A GUID.
    ///   - origin: Scheme, host and port.
    func answer(_ request: ReceivedRequest, requestID: String, origin: String) -> ServerAnswer {
        let state = tenant.snapshot
        let preference = GraphPreference(request.headers)
        var answer: ServerAnswer
        do throws(GraphError) {
            try authenticate(request)
            let body = try body(request, preference, state, root: origin + "/v1.0")
            answer = ServerAnswer(.ok, headers: [.contentType: Self.contentType, .odataVersion: "4.0"], body: body)
            if let applied = preference.applied { answer.headers[.preferenceApplied] = applied }
        } catch {
            answer = error.answer(requestID: requestID, now: state.now)
        }
        answer.headers[.cacheControl] = "private"
        answer.headers[.requestID] = requestID
        answer.headers[.clientRequestID] = request.headers[.clientRequestID] ?? requestID
        let acceptsCompression = request.headers[.acceptEncoding]?.lowercased().contains("gzip") == true
        if offersCompression, acceptsCompression, answer.isCompressible {
            answer.body = Gzip.compress(answer.body)
            answer.headers[.contentEncoding] = "gzip"
            answer.headers[.vary] = "Accept-Encoding"
        }
        return answer
    }

    /// - Parameter part: answers one of the requests.
    func answer(
        batch request: ReceivedRequest,
        requestID: String,
        _ part: (ReceivedRequest) async -> ServerAnswer
    ) async -> ServerAnswer {
        do throws(GraphError) {
            try authenticate(request)
            let batch = try GraphBatch(request)
            let body = await batch.answer(part)
            return ServerAnswer(
                .ok,
                headers: [
                    .contentType: "application/json", .clientRequestID: request.headers[.clientRequestID] ?? requestID,
                ],
                body: body
            )
        } catch {
            return error.answer(requestID: requestID, now: tenant.snapshot.now)
        }
    }

    private func authenticate(_ request: ReceivedRequest) throws(GraphError) {
        guard let authorization = request.headers[.authorization], authorization.lowercased().hasPrefix("bearer ")
        else { throw .unauthenticated }
        guard tokens.isValid(String(authorization.dropFirst(7))) else { throw .invalidToken }
    }

    private func body(
        _ request: ReceivedRequest,
        _ preference: GraphPreference,
        _ state: TenantState,
        root: String
    ) throws(GraphError) -> [UInt8] {
        guard let path = GraphPath(request.path) else { throw .unknownResource }
        guard request.method == .get else { throw .notAllowed }
        let query = try GraphQuery(request.query)
        func mailbox(_ user: String) throws(GraphError) -> GraphMailbox {
            try GraphMailbox(
                user,
                in: state,
                query: query,
                preference: preference,
                root: root,
                signature: signature
            )
        }
        switch path {
        case .subscribedSkus: return LicenseListing.answer(state, root: root)
        case .users: return try UserListing(state, query: query, root: root).answer()
        case .user(let name): return try UserListing(state, query: query, root: root).answer(name)
        case .userPurpose(let user): return try mailbox(user).purpose(state.directory.user(user)?.user.kind)
        case .groupMembers(let id): return try UserListing(state, query: query, root: root).answer(membersOf: id)
        case .folderDelta(let user): return try MailFolderDelta(mailbox(user)).answer()
        case .folder(let name, let user): return try mailbox(user).folder(name)
        case .messages(let folder, let user): return try MessageListing(folder, of: mailbox(user)).answer()
        case .messageDelta(let folder, let user): return try MessageDelta(folder, of: mailbox(user)).answer()
        case .message(let id, let user): return try mailbox(user).message(id)
        case .calendars(let user): return try CalendarWriter(view: mailbox(user)).all()
        case .calendar(let name, let user): return try CalendarWriter(view: mailbox(user)).one(name)
        case .events(let calendar, let user): return try EventListing(calendar, of: mailbox(user)).answer()
        case .event(let id, let user): return try mailbox(user).event(id)
        case .calendarView(let calendar, let user):
            return try EventListing(viewOf: calendar, of: mailbox(user)).answer()
        case .calendarViewDelta(let calendar, let user): return try EventDelta(calendar, of: mailbox(user)).answer()
        }
    }

    private static let contentType =
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
}

/// Answers that are one entity.
extension GraphMailbox {
    /// Documented at <https://learn.microsoft.com/graph/api/user-get-mailboxsettings>.
    func purpose(_ kind: DirectoryUser.Kind?) -> [UInt8] {
        JSONOutput.object { out in
            out.member("@odata.context", "\(root)/$metadata#users('\(user.text)')/mailboxSettings/userPurpose")
            out.member("value", kind?.rawValue ?? "others")
        }
    }

    /// - Throws: 404 for a folder that is gone.
    func folder(_ name: String) throws(GraphError) -> [UInt8] {
        let writer = MailFolderWriter(view: self, selection: try MailFolderWriter.selection(query))
        var out = JSONOutput()
        let context = "\(root)/$metadata#users('\(user.text)')/mailFolders/$entity"
        writer.write(try ids.folder(name), context: context, into: &out)
        return out.bytes
    }

    /// - Throws: 404 for a message that is gone, 500 for one that is corrupt.
    func message(_ id: String) throws(GraphError) -> [UInt8] {
        let number = try ids.item(id)
        guard let item = mailbox.item(number), !item.flags.contains(.event), !item.flags.contains(.vanished) else {
            throw .itemNotFound
        }
        guard !item.flags.contains(.corrupt) else { throw .corrupt }
        let writer = MessageWriter(view: self, selection: try MessageSelection(query))
        var out = JSONOutput()
        let context = "\(root)/$metadata#users('\(user.text)')/messages/$entity"
        writer.write(number, item, context: context, into: &out)
        return out.bytes
    }

    /// - Throws: 404 for an event that is gone or was taken out of its series, 500 for one that is corrupt.
    func event(_ id: String) throws(GraphError) -> [UInt8] {
        let entry = try ids.event(id, in: self)
        guard !entry.item.flags.contains(.corrupt) else { throw .corrupt }
        let writer = EventWriter(view: self, selection: try EventSelection(query))
        var out = JSONOutput()
        writer.write(entry, context: "\(root)/$metadata#users('\(user.text)')/events/$entity", into: &out)
        return out.bytes
    }
}
