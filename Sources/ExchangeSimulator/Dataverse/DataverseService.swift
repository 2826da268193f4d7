import FoundationEssentials
import HTTPTypes

/// Answers requests to `/api/data/v9.2` as Dataverse does for an application user who may read everything, and write
/// one table.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/overview>
struct DataverseService: Sendable {
    static let path = "/api/data/v9.2"

    let crm: CRM
    let tokens: BearerTokens
    private let signature = LinkSignature()

    init(crm: CRM, tokens: BearerTokens) {
        self.crm = crm
        self.tokens = tokens
    }

    static func serves(_ path: String) -> Bool { path.lowercased().hasPrefix(Self.path + "/") }

    /// - Parameter origin: Scheme, host and port.
    func answer(_ request: ReceivedRequest, origin: String) -> ServerAnswer {
        do throws(DataverseError) {
            let authorization = request.headers[.authorization] ?? ""
            guard authorization.lowercased().hasPrefix("bearer "), tokens.isValid(String(authorization.dropFirst(7)))
            else { throw .unauthenticated }
            if request.method == .post, request.path.lowercased() == Self.path + "/$batch" {
                return try batch(request)
            }
            guard request.method == .get else { throw .notAllowed }
            var answer = ServerAnswer(
                .ok,
                headers: [.contentType: "application/json; odata.metadata=minimal", .odataVersion: "4.0"],
                body: try body(request, root: origin + Self.path)
            )
            if let applied = Preference(request.headers).applied { answer.headers[.preferenceApplied] = applied }
            return answer
        } catch {
            return error.answer
        }
    }

    /// Does each part by itself; without the preference to go on, none after one that fails.
    private func batch(_ request: ReceivedRequest) throws(DataverseError) -> ServerAnswer {
        let parts = try BatchRequest(request).parts
        let goesOn = HTTPField.Name("Prefer").map { request.headers[values: $0].joined() }?
            .contains("odata.continue-on-error")
        var answers: [ServerAnswer] = []
        for part in parts {
            let now = Int(Date().timeIntervalSince1970)
            do throws(DataverseError) {
                guard let path = URLText.decode(part.path[...]), path.hasPrefix(Self.path + "/") else {
                    throw .unknownResource(part.path)
                }
                let change = try RowChange(path: String(path.dropFirst(Self.path.utf8.count + 1)))
                try crm.update { crm throws(DataverseError) in try change.apply(part, to: &crm, at: now) }
                answers.append(ServerAnswer(.noContent))
            } catch {
                answers.append(error.answer)
                guard goesOn == true else { break }
            }
        }
        let boundary = "batchresponse_\(UUID().uuidString.lowercased())"
        return ServerAnswer(
            .ok,
            headers: [.contentType: "multipart/mixed; boundary=\(boundary)", .odataVersion: "4.0"],
            body: BatchRequest.body(answers, boundary: boundary)
        )
    }

    private func body(_ request: ReceivedRequest, root: String) throws(DataverseError) -> [UInt8] {
        guard let name = URLText.decode(request.path.dropFirst(Self.path.utf8.count + 1)),
            let query = try? GraphQuery(request.query)
        else { throw .invalidQuery }
        let state = crm.snapshot
        switch name {
        case "WhoAmI", "WhoAmI()": return whoAmI(root)
        // Which actions tables have: none that writes.
        case "sdkmessagefilters":
            return JSONOutput.object { out in
                out.key("value")
                out.array { _ in }
            }
        default: break
        }
        if name.hasPrefix("RetrieveTotalRecordCount(") { return try counts(name, of: state, root) }
        if let definitions = try TableDefinitions(of: state, root: root).answer(name, query) { return definitions }
        let set = String(name.prefix { $0 != "(" })
        guard let table = state[set] else { throw .unknownResource(set) }
        let preference = Preference(request.headers)
        let writer = RowWriter(
            crm: state,
            table: table,
            columns: try RowWriter.columns(query["select"], of: table),
            annotates: preference.annotates,
            expansions: try RowWriter.expansions(query["expand"], of: table, in: state)
        )
        if name.hasSuffix(")") {
            let id = String(name.dropFirst(set.count + 1).dropLast())
            guard let row = table.rows[id] else { throw .missing(id, of: table.logicalName) }
            var out = JSONOutput()
            writer.write(row, into: &out)
            return out.bytes
        }
        let listing = RowListing(
            writer: writer,
            query: query,
            pageSize: preference.pageSize,
            root: root,
            signature: signature,
            sight: try RowSight(request.headers, in: state)
        )
        return preference.tracksChanges || query["deltatoken"] != nil || query["skiptoken"]?.hasPrefix("t") == true
            ? try listing.changes() : try listing.rows()
    }

    private func whoAmI(_ root: String) -> [UInt8] {
        JSONOutput.object { out in
            out.member("@odata.context", "\(root)/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse")
            out.member("BusinessUnitId", ObjectID(of: "business unit").text)
            out.member("UserId", ObjectID(of: "crm program").text)
            out.member("OrganizationId", ObjectID(of: "organization").text)
        }
    }

    /// How many rows tables have: a function of the service.
    ///
    /// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/retrievetotalrecordcount>
    private func counts(_ call: String, of state: CRMState, _ root: String) throws(DataverseError) -> [UInt8] {
        // The names are a list in quotation marks of either kind; every second piece is one.
        let pieces = call.split(omittingEmptySubsequences: false) { $0 == "'" || $0 == "\"" }.map(String.init)
        var tables: [CRMState.Table] = []
        for place in stride(from: 1, to: pieces.count - 1, by: 2) {
            guard let table = state.table(named: pieces[place]) else { throw .missing(pieces[place], of: "Entity") }
            tables.append(table)
        }
        return JSONOutput.object { out in
            out.member("@odata.context", "\(root)/$metadata#Microsoft.Dynamics.CRM.RetrieveTotalRecordCountResponse")
            out.key("EntityRecordCountCollection")
            out.object { out in
                out.member("Count", tables.count)
                out.member("IsReadOnly", false)
                out.key("Keys")
                out.array { out in for table in tables { out.string(table.logicalName) } }
                out.key("Values")
                out.array { out in for table in tables { out.integer(table.rows.count) } }
            }
        }
    }

    /// What the `Prefer` fields ask for.
    private struct Preference {
        var pageSize: Int?
        var tracksChanges = false
        var annotates = false

        init(_ headers: HTTPFields) {
            guard let name = HTTPField.Name("Prefer") else { return }
            for field in headers[values: name] {
                // Annotations are a list of their own, in quotation marks.
                tracksChanges = tracksChanges || field.contains("odata.track-changes")
                annotates =
                    annotates || field.contains("Microsoft.Dynamics.CRM.lookuplogicalname")
                    || field.contains("odata.include-annotations=\"*\"")
                if let range = field.range(of: "odata.maxpagesize=") {
                    pageSize = Int(field[range.upperBound...].prefix { $0.isNumber }).map { min(max($0, 1), 5_000) }
                }
            }
        }

        var applied: String? {
            let parts = [pageSize.map { "odata.maxpagesize=\($0)" }, tracksChanges ? "odata.track-changes" : nil]
            let text = parts.compactMap(\.self).joined(separator: ",")
            return text.isEmpty ? nil : text
        }
    }
}

extension String {
    fileprivate func range(of part: String) -> Range<String.Index>? { firstRange(of: part) }
}
