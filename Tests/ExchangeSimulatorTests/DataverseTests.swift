import ExchangeSimulator
import FoundationEssentials
import HTTPTypes
import Testing

/// The CRM as Dataverse serves it.
struct DataverseTests {
    private struct Page: Decodable {
        struct Row: Decodable {
            let id: String?
            let contactid: String?
            let reason: String?
            let statecode: Int?
        }

        let value: [Row]
        let next: String?
        let delta: String?

        private enum CodingKeys: String, CodingKey {
            case value
            case next = "@odata.nextLink"
            case delta = "@odata.deltaLink"
        }
    }

    private struct Problem: Decodable {
        struct Content: Decodable {
            let code: String
        }

        let error: Content
    }

    private static func client() async throws -> GraphClient {
        let state = TenantGenerator(users: 3, seed: 2, itemsPerUser: 60, now: 1_795_435_200).generate()
        return try await GraphClient.start(try await Exchange.start(state))
    }

    private static func ask(
        _ client: GraphClient,
        _ path: String,
        prefer: String? = nil,
        token: String? = nil
    ) async -> ServerAnswer {
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        var headers: HTTPFields = [.authorization: "Bearer \(token ?? client.token)"]
        if let name = HTTPField.Name("Prefer"), let prefer { headers[name] = prefer }
        return await client.exchange.simulator.answer(
            ReceivedRequest(
                method: .get,
                authority: "127.0.0.1",
                path: "/api/data/v9.2/" + parts[0],
                query: parts.count > 1 ? parts[1] : "",
                headers: headers
            )
        )
    }

    private static func page(_ answer: ServerAnswer) throws -> Page {
        try JSONDecoder().decode(Page.self, from: Data(answer.body))
    }

    private static func rest(of link: String?) throws -> String {
        String(try #require(link).split(separator: "/api/data/v9.2/").last ?? "")
    }

    @Test func `A table is listed page by page, whole and once`() async throws {
        let client = try await Self.client()
        let all = try Self.page(await Self.ask(client, "contacts?$select=contactid"))
        #expect(all.next == nil)
        #expect(all.value.count > 5)
        var ids: [String] = []
        var path = "contacts?$select=contactid"
        while true {
            let page = try Self.page(await Self.ask(client, path, prefer: "odata.maxpagesize=2"))
            #expect(page.value.count <= 2)
            ids += page.value.compactMap(\.contactid)
            guard page.next != nil else { break }
            path = try Self.rest(of: page.next)
        }
        #expect(ids == all.value.compactMap(\.contactid))
    }

    @Test func `Tracked changes tell what is new, then what is gone, and nothing twice`() async throws {
        let client = try await Self.client()
        let tracking = "odata.maxpagesize=500,odata.track-changes"
        let first = try Self.page(await Self.ask(client, "contacts?$select=contactid,statecode", prefer: tracking))
        let delta = try Self.rest(of: first.delta)
        #expect(try Self.page(await Self.ask(client, delta, prefer: tracking)).value.isEmpty)
        let ids = first.value.compactMap(\.contactid)
        try #require(ids.count > 5)
        client.exchange.simulator.updateCRM { crm in
            crm.put(ids[0], ["statecode": .integer(1)], in: "contacts", at: 1)
            crm.delete(ids[1], from: "contacts")
        }
        let second = try Self.page(await Self.ask(client, delta, prefer: tracking))
        #expect(second.value.map { $0.contactid ?? "-" } == [ids[0], "-"])
        #expect(second.value.map { $0.reason ?? "-" } == ["-", "deleted"])
        #expect(second.value[1].id == ids[1])
        let later = try Self.rest(of: second.delta)
        #expect(try Self.page(await Self.ask(client, later, prefer: tracking)).value.isEmpty)
        client.exchange.simulator.updateCRM { $0.expireChangeTracking() }
        #expect(await Self.ask(client, later, prefer: tracking).status == 400)
    }

    @Test(
        arguments: [
            ("contacts?$select=nothing", nil, 400), ("nothings", nil, 404), ("contacts?$filter=fullname", nil, 400),
            ("contacts?$filter=nothing eq 1", nil, 400), ("contacts?$orderby=nothing", nil, 400),
            ("contacts(00000000-0000-0000-0000-000000000000)", nil, 404), ("contacts?$skiptoken=forged", nil, 400),
            ("contacts?$deltatoken=forged", nil, 400), ("contacts?$filter=statecode eq 0", "odata.track-changes", 400),
            ("contacts?$orderby=fullname", "odata.track-changes", 400), ("activityparties", "odata.track-changes", 400),
            ("EntityDefinitions?$select=Nonsense", nil, 400), ("systemusers?$expand=nothing", nil, 400),
        ] as [(String, String?, Int)]
    )
    func `What makes no sense is refused with a code`(path: String, prefer: String?, status: Int) async throws {
        let client = try await Self.client()
        let answer = await Self.ask(client, path.replacing(" ", with: "%20"), prefer: prefer)
        #expect(answer.status.code == status)
        let problem = try JSONDecoder().decode(Problem.self, from: Data(answer.body))
        #expect(problem.error.code.hasPrefix("0x80"))
    }

    @Test func `A wrong token opens nothing, and a right one says who it is`() async throws {
        let client = try await Self.client()
        #expect(await Self.ask(client, "WhoAmI", token: "guess").status == 401)
        let answer = await Self.ask(client, "WhoAmI")
        #expect(answer.status == 200)
        #expect(String(decoding: answer.body, as: UTF8.self).contains(#""UserId":""#))
    }

    @Test func `Lookups are annotated when asked, and users come with their roles and teams`() async throws {
        let client = try await Self.client()
        let lookup = "_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"
        let plain = await Self.ask(client, "contacts?$select=_parentcustomerid_value")
        #expect(!String(decoding: plain.body, as: UTF8.self).contains(lookup))
        let annotated = await Self.ask(
            client,
            "contacts?$select=_parentcustomerid_value",
            prefer: #"odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname""#
        )
        #expect(String(decoding: annotated.body, as: UTF8.self).contains("\"\(lookup)\":\"account\""))
        let users = await Self.ask(
            client,
            "systemusers?$select=fullname&$expand=systemuserroles_association($select=name),teammembership_association($select=name)"
        )
        let text = String(decoding: users.body, as: UTF8.self)
        #expect(text.contains(#""name":"System Administrator""#))
        #expect(text.contains(#""name":"Field sales""#))
    }
}
