import ExchangeSimulator
import HTTPTypes
import Testing

/// The rules of change tracking for messages.
struct GraphDeltaTests {
    private static let delta = "mailFolders/inbox/messages/delta"

    @Test func `A round has pages of the preferred size, and its end is a delta link`() async throws {
        let client = try await GraphClient.start(Exchange.start(mails: 5), preferring: "odata.maxpagesize=2")
        let first = try await client.page(Self.delta)
        #expect(first.value.count == 2)
        let second = try await client.page(try #require(first.nextLink))
        let third = try await client.page(try #require(second.nextLink))
        #expect(third.value.count == 1)
        #expect(third.deltaLink?.contains("/messages/delta?$deltatoken=") == true)
        #expect(Set([first, second, third].flatMap(\.value).map(\.id)).count == 5)
    }

    @Test(arguments: [
        "/v1.0/users/ann@contoso.example/mailFolders/inbox/messages/delta?$select=subject,isRead",
        "/v1.0/users/ANN%40contoso.example/mailfolders/Inbox/messages/delta()?%24select=subject%2CisRead",
        "/V1.0/Users('ann@contoso.example')/MailFolders('inbox')/Messages/Delta?$Select=subject,%20isRead",
        "/v1.0/users(%27ann%40contoso.example%27)/mailFolders/inbox/messages/microsoft.graph.delta()",
    ])
    func `The same folder has many spellings`(target: String) async throws {
        let client = try await GraphClient.start(Exchange.start(mails: 3))
        let page = try await client.get(target).json(GraphClient.Page.self)
        #expect(page.value.count == 3)
        #expect(page.value.allSatisfy { $0.subject?.hasSuffix("für <alle> & \u{1F98A}") == true && $0.isRead == false })
        #expect(page.deltaLink != nil)
    }

    @Test func `A read flag comes alone, a move as a removal here and a new message there`() async throws {
        let exchange = try await Exchange.start(mails: 3)
        let client = try await GraphClient.start(exchange)
        let select = "?$select=subject,isRead"
        let inbox = try await client.round(Self.delta + select)
        let trash = try await client.round("mailFolders/deleteditems/messages/delta" + select)
        try exchange.tenant.update { tenant in
            let (box, folder) = try Exchange.place(tenant)
            let items = tenant[box].items(in: folder)
            tenant.setRead(true, items[0], of: box)
            tenant.softDelete(items[1], of: box)
        }
        let changes = try await client.round(inbox.deltaLink).entities
        #expect(changes.count == 2)
        #expect(changes.filter { $0.removed?.reason == "deleted" }.count == 1)
        let read = try #require(changes.first { $0.removed == nil })
        #expect(read.isRead == true)
        #expect(read.subject == nil)
        let arrived = try await client.round(trash.deltaLink).entities
        #expect(arrived.map(\.subject) == ["Mail 1 für <alle> & \u{1F98A}"])
        #expect(!inbox.entities.map(\.id).contains(arrived[0].id))
    }

    @Test func `An immutable id survives a move, and the answer says that it is one`() async throws {
        let exchange = try await Exchange.start(mails: 1)
        let client = try await GraphClient.start(exchange, preferring: "IdType=\"ImmutableId\", odata.maxpagesize=5")
        let answer = await client.get("/v1.0/users/\(Exchange.ann)/\(Self.delta)")
        let name = try #require(HTTPField.Name("Preference-Applied"))
        #expect(answer.raw.headers[name] == "IdType=\"ImmutableId\", odata.maxpagesize=5")
        let id = try #require(try answer.json(GraphClient.Page.self).value.first?.id)
        for folder in [DistinguishedFolder.deleteditems, .junkemail] {
            try exchange.tenant.update { tenant in
                let (box, _) = try Exchange.place(tenant)
                let target = try #require(tenant[box].number(of: folder))
                let item = try #require(tenant[box].folderItems.first)
                tenant.move(item, of: box, to: target)
            }
            let page = try await client.page("mailFolders/\(folder.rawValue)/messages/delta")
            #expect(page.value.map(\.id) == [id])
        }
        let whole = await client.get("/v1.0/users/\(Exchange.ann)/messages/\(id)?$select=subject")
        #expect(try whole.json(GraphClient.Entity.self).subject == "Mail 0 für <alle> & \u{1F98A}")
    }

    @Test func `A top caps the round, not the page`() async throws {
        let client = try await GraphClient.start(Exchange.start(mails: 5), preferring: "odata.maxpagesize=2")
        let first = try await client.page(Self.delta + "?$top=2")
        #expect(first.value.count == 2)
        let second = try await client.page(try #require(first.nextLink))
        #expect(second.value.isEmpty)
        #expect(second.deltaLink != nil)
    }

    @Test func `A filter leaves old messages out, and a round with one ends after 5,000`() async throws {
        let client = try await GraphClient.start(Exchange.start(mails: 5_010), preferring: "odata.maxpagesize=1000")
        // The first mail came at 2026-11-22T12:00:00Z, the others a minute apart.
        let capped = try await client.round(Self.delta + "?$select=id&$filter=receivedDateTime+ge+2026-11-01T00:00:00Z")
        #expect(capped.entities.count == 5_000)
        let late = "receivedDateTime%20gt%202026-11-25T23:27:00Z"
        #expect(try await client.round(Self.delta + "?$select=id&$filter=" + late).entities.count == 2)
    }

    @Test(arguments: [
        ("?$filter=isRead%20eq%20false", 400, "ErrorInvalidUrlQuery"),
        ("?$filter=receivedDateTime%20lt%202026-01-01T00:00:00Z", 400, "ErrorInvalidUrlQuery"),
        ("?$search=x", 400, "ErrorInvalidUrlQuery"),
        ("?$orderby=subject", 400, "ErrorInvalidUrlQuery"),
        ("?$select=nonsense", 400, "RequestBroker--ParseUri"),
        ("?$select=meetingMessageType", 400, "RequestBroker--ParseUri"),
        ("?$top=many", 400, "BadRequest"),
        ("?$deltatoken=latest", 400, "BadRequest"),
        ("?$select=%zz", 400, "BadRequest"),
    ])
    func `What cannot be tracked is refused`(query: String, status: Int, code: String) async throws {
        let client = try await GraphClient.start(Exchange.start())
        let answer = await client.get("/v1.0/users/\(Exchange.ann)/\(Self.delta)\(query)")
        #expect(answer.status == status)
        #expect(answer.problem == code)
    }

    @Test func `A link that is too old is gone, a forged one and another folder's are malformed`() async throws {
        let exchange = try await Exchange.start(mails: 5)
        let client = try await GraphClient.start(exchange, preferring: "odata.maxpagesize=2")
        let page = try await client.page(Self.delta)
        let link = try #require(page.nextLink)
        let forged = await client.get(link + "A")
        #expect(forged.status == 400)
        let token = try #require(link.split(separator: "=").last)
        let path = "/v1.0/users/\(Exchange.ann)/mailFolders/deleteditems/messages/delta?$skiptoken="
        #expect(await client.get(path + token).problem == "BadRequest")
        try exchange.tenant.update { tenant in
            let (box, _) = try Exchange.place(tenant)
            tenant.expireSyncStates(of: box)
        }
        let late = await client.get(link)
        #expect(late.status == 410)
        #expect(late.problem == "SyncStateNotFound")
    }
}

extension SimulatedMailbox {
    /// Items of all folders.
    fileprivate var folderItems: [ItemNumber] {
        folders.indices.flatMap { items(in: FolderNumber(value: UInt16($0))) }
    }
}
