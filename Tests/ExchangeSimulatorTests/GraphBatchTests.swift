import ExchangeSimulator
import FoundationEssentials
import HTTPTypes
import Testing

/// Several questions in one request, and what a folder says of its changes.
struct GraphBatchTests {
    private struct Batch: Decodable {
        struct Part: Decodable {
            struct Body: Decodable {
                let error: GraphClient.Problem.Content?
                let value: [GraphClient.Entity]?
            }

            let id: String
            let status: Int
            let headers: [String: String]
            let body: Body?
        }

        let responses: [Part]
    }

    private static func ask(_ client: GraphClient, _ body: String, method: HTTPRequest.Method = .post) async -> Answer {
        let request = ReceivedRequest(
            method: method,
            authority: "127.0.0.1",
            path: "/v1.0/$batch",
            headers: [.authorization: "Bearer \(client.token)", .contentType: "application/json"],
            body: Array(body.utf8)
        )
        return Answer(await client.exchange.simulator.answer(request))
    }

    private static func part(_ id: String, _ path: String) -> String {
        #"{"id":"\#(id)","method":"GET","url":"/users/\#(Exchange.ann)/\#(path)"}"#
    }

    @Test func `Each part is answered as it would be by itself`() async throws {
        let client = try await GraphClient.start(try await Exchange.start())
        client.exchange.simulator.use(
            WebFaultPlan([.init(.throttled(retryAfter: "3"), path: "mailfolders/sentitems")])
        )
        let parts = [
            Self.part("a", "mailFolders/inbox/messages/delta"), Self.part("b", "mailFolders/nowhere"),
            Self.part("c", "mailFolders/sentitems"),
        ]
        let answer = await Self.ask(client, #"{"requests":[\#(parts.joined(separator: ","))]}"#)
        #expect(answer.status == 200)
        let batch = try answer.json(Batch.self).responses
        #expect(batch.map(\.id) == ["a", "b", "c"])
        #expect(batch.map(\.status) == [200, 400, 429])
        #expect(batch[0].body?.value?.count == 3)
        #expect(batch[2].headers["Retry-After"] == "3")
        let counted = client.exchange.simulator.webStatistics
        #expect((counted.requests, counted.innerRequests) == (1, 3))
    }

    @Test func `More than twenty parts, one id twice, and what is no batch are refused`() async throws {
        let client = try await GraphClient.start(try await Exchange.start())
        let many = (0...20).map { Self.part("\($0)", "calendars") }.joined(separator: ",")
        let twice = [Self.part("a", "calendars"), Self.part("A", "calendars")].joined(separator: ",")
        for body in [#"{"requests":[\#(many)]}"#, #"{"requests":[\#(twice)]}"#, #"{"requests":[]}"#, "{}", ""] {
            #expect(await Self.ask(client, body).status == 400)
        }
        #expect(await Self.ask(client, "", method: .get).status == 405)
    }

    @Test func `Events in the order of their changes say how many there are`() async throws {
        let client = try await GraphClient.start(
            try await GraphCalendar.start {
                [try GraphCalendar.series(&$0), try GraphCalendar.single(&$0, "one", start: "2026-11-02T09:00:00")]
            }
        )
        let query = "$select=id,lastModifiedDateTime&$orderby=lastModifiedDateTime%20desc&$top=1&$count=true"
        let answer = await client.get("/v1.0/users/\(Exchange.ann)/calendar/events?\(query)")
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.text.contains("\"@odata.count\":"))
        #expect(answer.text.contains("lastModifiedDateTime"))
        #expect(try answer.json(GraphClient.Page.self).value.count <= 1)
    }

    @Test func `A folder says when something in it changed last, and how much was ever deleted`() async throws {
        let exchange = try await Exchange.start()
        func contents() async -> [String] {
            let answer = await exchange.send(
                """
                <m:FindFolder Traversal="Deep"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>\
                <t:FieldURI FieldURI="folder:DistinguishedFolderId"/><t:ExtendedFieldURI PropertyTag="0x670A" \
                PropertyType="SystemTime"/><t:ExtendedFieldURI PropertyTag="0x670B" PropertyType="Integer"/>\
                </t:AdditionalProperties></m:FolderShape><m:ParentFolderIds><t:DistinguishedFolderId Id="msgfolderroot"/>\
                </m:ParentFolderIds></m:FindFolder>
                """
            )
            let folder = answer.text.split(separator: "</t:Folder>").first { $0.contains(">inbox<") } ?? ""
            return folder.split(separator: "<t:Value>").dropFirst().map { String($0.prefix { $0 != "<" }) }
        }
        let first = await contents()
        #expect(first == ["2026-11-22T12:02:00Z", "0"])
        try exchange.tenant.update { tenant in
            let (box, inbox) = try Exchange.place(tenant)
            tenant.setRead(true, tenant[box].items(in: inbox)[0], of: box)
        }
        #expect(await contents() == ["2026-11-22T12:02:01Z", "0"])
        try exchange.tenant.update { tenant in
            let (box, inbox) = try Exchange.place(tenant)
            tenant.hardDelete(tenant[box].items(in: inbox)[0], of: box)
        }
        #expect(await contents() == ["2026-11-22T12:02:02Z", "1"])
    }
}
