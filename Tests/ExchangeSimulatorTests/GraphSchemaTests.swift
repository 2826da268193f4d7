import ExchangeSimulator
import HTTPTypes
import Testing

/// Everything that Graph answers is checked against Microsoft's schema.
struct GraphSchemaTests {
    private static let schema = Result { try GraphSchema() }

    private static func expectValid(_ answer: Answer, as definition: String) throws -> JSONValue {
        let value = try answer.json(JSONValue.self)
        let problems = try schema.get().problems(value, as: definition)
        #expect(problems.isEmpty, "\(definition)")
        return value
    }

    @Test(arguments: [
        "", "?$select=subject,internetMessageHeaders,from",
        "?$select=microsoft.graph.eventMessage/meetingMessageType",
        "?$expand=singleValueExtendedProperties($filter=id%20eq%20'String%200x1A')",
    ])
    func `Every page of every folder of a generated mailbox is as the schema says`(query: String) async throws {
        let generator = TenantGenerator(users: 3, seed: 7, itemsPerUser: 150, now: Exchange.now)
        let state = generator.generate()
        let address = try #require(state.directory.users.first).address
        let client = try await GraphClient.start(Exchange.start(state), preferring: "odata.maxpagesize=50")
        var folders: [String] = []
        var types: Set<String> = []
        var link: String? = "/v1.0/users/\(address)/mailFolders/delta"
        while let target = link {
            let page = try Self.expectValid(await client.get(target), as: "mailFolderDeltaPage")
            folders += page["value"]?.elements.compactMap { $0["id"]?.text } ?? []
            link = page["@odata.nextLink"]?.text
        }
        for folder in folders {
            link = "/v1.0/users/\(address)/mailFolders/\(folder)/messages/delta\(query)"
            while let target = link {
                let page = try Self.expectValid(await client.get(target), as: "messageDeltaPage")
                types.formUnion(page["value"]?.elements.map { $0["@odata.type"]?.text ?? "" } ?? [])
                link = page["@odata.nextLink"]?.text
            }
        }
        #expect(types.isSuperset(of: ["", "#microsoft.graph.eventMessageRequest"]))
        let listing = await client.get("/v1.0/users/\(address)/mailFolders/inbox/messages\(query)")
        #expect(try Self.expectValid(listing, as: "messagePage")["value"]?.elements.count == 50)
    }

    @Test func `Entities, errors and tokens are as the schema says`() async throws {
        let client = try await GraphClient.start(Exchange.start())
        let ann = "/v1.0/users/\(Exchange.ann)"
        let users = try Self.expectValid(await client.get("/v1.0/users"), as: "userPage")
        #expect(users["value"]?.elements.count == 3)
        let all = "?$select=id,accountEnabled,userType,proxyAddresses,mail"
        _ = try Self.expectValid(await client.get("/v1.0/users" + all), as: "userPage")
        _ = try Self.expectValid(await client.get(ann + all), as: "user")
        _ = try Self.expectValid(await client.get(ann + "/mailFolders/inbox"), as: "mailFolder")
        let id = try #require(try await client.page("mailFolders/inbox/messages").value.first?.id)
        _ = try Self.expectValid(await client.get(ann + "/messages/" + id), as: "message")
        _ = try Self.expectValid(await client.get(ann + "/messages/x"), as: "odataError")
        _ = try Self.expectValid(await client.requestToken(), as: "tokenResponse")
        _ = try Self.expectValid(await client.requestToken(["scope": "mail"]), as: "entraError")
    }

    @Test func `Every page of every calendar of a generated mailbox is as the schema says`() async throws {
        let generator = TenantGenerator(users: 3, seed: 7, itemsPerUser: 400, now: Exchange.now)
        let state = generator.generate()
        var kinds: Set<String> = []
        for user in state.mailboxes.map(\.owner).prefix(3) {
            let client = try await GraphClient.start(Exchange.start(state), preferring: "odata.maxpagesize=20")
            let calendars = try Self.expectValid(await client.get("/v1.0/users/\(user)/calendars"), as: "calendarPage")
            let ids = calendars["value"]?.elements.compactMap { $0["id"]?.text } ?? []
            let window = "startDateTime=2025-06-01T00:00:00Z&endDateTime=2027-06-01T00:00:00Z"
            for (id, path) in ids.flatMap({ id in ["events?", "calendarView?", "calendarView/delta?"].map { (id, $0) } }
            ) {
                let definition = path.contains("delta") ? "eventDeltaPage" : "eventPage"
                var link: String? = "/v1.0/users/\(user)/calendars/\(id)/\(path)\(window)"
                while let target = link {
                    let page = try Self.expectValid(await client.get(target), as: definition)
                    kinds.formUnion(page["value"]?.elements.compactMap { $0["type"]?.text } ?? [])
                    link = page["@odata.nextLink"]?.text
                }
            }
        }
        #expect(kinds == ["singleInstance", "occurrence", "exception", "seriesMaster"])
    }

    @Test(arguments: [
        (#"{"value": [{"id": "a", "invented": 1}], "@odata.deltaLink": "x"}"#, "messageDeltaPage"),
        (#"{"value": []}"#, "messageDeltaPage"),
        (#"{"value": [], "@odata.deltaLink": "x", "@odata.nextLink": "y"}"#, "messageDeltaPage"),
        (#"{"value": [{"@removed": {"reason": "deleted"}}], "@odata.deltaLink": "x"}"#, "messageDeltaPage"),
        (#"{"id": "a", "receivedDateTime": "yesterday"}"#, "message"),
        (#"{"id": "a", "importance": "High"}"#, "message"),
        (#"{"id": "a", "isRead": "true"}"#, "message"),
        (#"{"id": "a", "type": "Occurrence"}"#, "event"),
        (#"{"id": "a", "attendees": [{"type": "room"}]}"#, "event"),
        (#"{"value": [{"id": "a"}]}"#, "eventDeltaPage"),
    ])
    func `What the schema does not say is noticed`(text: String, definition: String) throws {
        let answer = Answer(ServerAnswer(.ok, body: Array(text.utf8)))
        #expect(try !Self.schema.get().problems(answer.json(JSONValue.self), as: definition).isEmpty)
    }
}
