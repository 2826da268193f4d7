import ExchangeSimulator
import HTTPTypes
import Testing

/// Folders, users and what a message says to whom.
struct GraphMailTests {
    // MARK: Folders

    @Test func `Folders come flat with nested ones, in pages of ten, and later only what changed`() async throws {
        let exchange = try await Exchange.start()
        let client = try await GraphClient.start(exchange)
        var (outer, inner) = (FolderNumber(value: 0), FolderNumber(value: 0))
        try exchange.tenant.update { tenant in
            let (box, inbox) = try Exchange.place(tenant)
            outer = tenant.addFolder("Kunden", below: inbox, in: box)
            inner = tenant.addFolder("Adatum", below: outer, in: box)
            for number in 0..<3 { tenant.addFolder("Projekt \(number)", below: inner, in: box) }
            tenant.addFolder("Kontakte", folderClass: "IPF.Contact", below: inbox, in: box)
        }
        let first = try await client.page("mailFolders/delta")
        #expect(first.value.count == 10)
        let rest = try await client.round(try #require(first.nextLink))
        let folders = first.value + rest.entities
        #expect(
            Set(folders.compactMap(\.displayName)) == [
                "Inbox", "Sent Items", "Deleted Items", "Drafts", "Outbox", "Junk Email", "Conversation History",
                "Kunden", "Adatum", "Projekt 0", "Projekt 1", "Projekt 2",
            ]
        )
        let parent = folders.first { $0.displayName == "Kunden" }
        #expect(folders.first { $0.displayName == "Adatum" }?.parentFolderId == parent?.id)

        try exchange.tenant.update { [outer, inner] tenant in
            let (box, _) = try Exchange.place(tenant)
            tenant.rename(outer, of: box, to: "Customers")
            tenant.removeFolder(inner, of: box)
        }
        let changes = try await client.round(rest.deltaLink)
        #expect(changes.entities.compactMap(\.displayName) == ["Customers"])
        #expect(changes.entities.filter { $0.removed?.reason == "deleted" }.count == 4)
        #expect(try await client.round(changes.deltaLink).entities.isEmpty)
    }

    @Test(arguments: [
        ("/v1.0/users/nobody@contoso.example/mailFolders/delta", 404, "ErrorInvalidUser"),
        ("/v1.0/users/gone@contoso.example/mailFolders/delta", 404, "ErrorInvalidUser"),
        ("/v1.0/users/nobody@contoso.example", 404, "Request_ResourceNotFound"),
        ("/v1.0/users/ann@contoso.example/mailFolders/Clutter", 404, "ErrorItemNotFound"),
        ("/v1.0/users/ann@contoso.example/mailFolders/archive/messages/delta", 404, "ErrorSyncFolderNotFound"),
        ("/v1.0/users/ann@contoso.example/mailFolders/calendar", 400, "ErrorInvalidIdMalformed"),
        ("/v1.0/users/ann@contoso.example/mailFolders/archivemsgfolderroot", 400, "ErrorInvalidIdMalformed"),
        ("/v1.0/users/ann@contoso.example/mailFolders/x/messages/delta", 400, "ErrorInvalidIdMalformed"),
        ("/v1.0/users/ann@contoso.example/messages/x", 400, "ErrorInvalidIdMalformed"),
        ("/v1.0/users/ann@contoso.example/messages/delta/x", 400, "BadRequest"),
        ("/v1.0/me/messages", 400, "BadRequest"),
        ("/v1.0/users/ann@contoso.example/mailFolders/inbox/messages?$top=1001", 400, "BadRequest"),
        ("/v1.0/users/ann@contoso.example/mailFolders/inbox/messages?$filter=isRead%20eq%20true", 400, "BadRequest"),
    ])
    func `What is not there is said in the words of Graph`(target: String, status: Int, code: String) async throws {
        let answer = try await GraphClient.start(Exchange.start()).get(target)
        #expect(answer.status == status)
        #expect(answer.problem == code)
    }

    @Test func `Nothing can be written`() async throws {
        let answer = try await GraphClient.start(Exchange.start()).get("/v1.0/users", method: .post)
        #expect(answer.status == 405)
    }

    // MARK: Listings

    @Test func `A listing goes from the newest to the oldest by its links`() async throws {
        let client = try await GraphClient.start(Exchange.start(mails: 25))
        var subjects: [String] = []
        var link: String? = "mailFolders/inbox/messages?$top=7&$skip=3&$select=subject"
        while let target = link {
            let page = try await client.page(target)
            subjects += page.value.compactMap(\.subject)
            link = page.nextLink
        }
        #expect(subjects.map { $0.split(separator: " ")[1] } == (0..<22).reversed().map { "\($0)" })
        // 2026-11-22T12:20:00Z is when mail 20 came.
        let filter = "?$filter=receivedDateTime%20ge%202026-11-22T12:20:00Z&$orderby=receivedDateTime%20asc"
        let late = try await client.page("mailFolders/inbox/messages" + filter)
        #expect(late.value.compactMap { $0.subject?.split(separator: " ")[1] } == ["20", "21", "22", "23", "24"])
    }

    @Test func `Users come in pages and have a lasting id, by which their mail is found`() async throws {
        let client = try await GraphClient.start(Exchange.start())
        let first = try await client.get("/v1.0/users?$top=2&$select=id,userPrincipalName").json(GraphClient.Page.self)
        let second = try await client.page(try #require(first.nextLink))
        let users = first.value + second.value
        #expect(users.compactMap(\.userPrincipalName) == [Exchange.ann, Exchange.bob, Exchange.service])
        #expect(second.nextLink == nil)
        let delta = await client.get("/v1.0/users/\(users[0].id.uppercased())/mailFolders/inbox/messages/delta")
        #expect(try delta.json(GraphClient.Page.self).value.count == 3)
    }

    // MARK: Messages

    /// Adds a mail to Ann's Inbox and Bob's Sent Items and answers both ids.
    private static func send(
        _ exchange: Exchange,
        _ client: GraphClient,
        _ change: @Sendable (inout SimulatedMessage, inout TenantState) -> Void
    ) async throws -> (received: GraphClient.Entity, sent: GraphClient.Entity) {
        try exchange.tenant.update { tenant in
            let (box, inbox) = try Exchange.place(tenant)
            let bob = try #require(tenant.mailbox(of: Exchange.bob))
            let sentItems = try #require(tenant[bob].number(of: .sentitems))
            var message = SimulatedMessage(
                subject: "Bell \u{7}, \"quotes\" \\ and \u{2028}",
                messageID: "<bell@contoso.example>",
                from: tenant.party(Exchange.bob),
                to: [tenant.party(Exchange.ann)],
                bcc: [tenant.party("kim@adatum.example", name: "Kim")],
                sent: Exchange.now
            )
            message.headers = [SimulatedMessage.Header("Auto-Submitted", "auto-replied")]
            change(&message, &tenant)
            let number = tenant.add(message)
            tenant.deliver(number, to: inbox, of: box)
            tenant.deliver(number, to: sentItems, of: bob)
        }
        let query =
            "?$top=1&$select=subject,from,bccRecipients,internetMessageHeaders,"
            + "microsoft.graph.eventMessage/meetingMessageType"
            + "&$expand=singleValueExtendedProperties($filter=id%20eq%20'String%200x1A'%20or%20id%20eq%20'Integer%200x36')"
        let received = try await client.page("mailFolders/inbox/messages" + query)
        let sent = await client.get("/v1.0/users/\(Exchange.bob)/mailFolders/sentitems/messages" + query)
        return (try #require(received.value.first), try #require(try sent.json(GraphClient.Page.self).value.first))
    }

    @Test func `Blind copies are the sender's, headers the recipient's`() async throws {
        let exchange = try await Exchange.start()
        let client = try await GraphClient.start(exchange)
        let (received, sent) = try await Self.send(exchange, client) { message, _ in message.sensitivity = .confidential
        }
        #expect(received.subject == "Bell \u{7}, \"quotes\" \\ and \u{2028}")
        #expect(received.bccRecipients?.isEmpty == true)
        #expect(sent.bccRecipients?.map(\.emailAddress.address) == ["kim@adatum.example"])
        #expect(received.internetMessageHeaders?.map(\.name) == ["Auto-Submitted", "Message-ID"])
        #expect(received.internetMessageHeaders?.map(\.value) == ["auto-replied", "<bell@contoso.example>"])
        #expect(sent.internetMessageHeaders == nil)
        #expect(
            received.singleValueExtendedProperties == [
                .init(id: "String 0x1a", value: "IPM.Note"), .init(id: "Integer 0x36", value: "3"),
            ]
        )
        let answer = await client.get("/v1.0/users/\(Exchange.ann)/messages/\(received.id)")
        #expect(!answer.text.contains("internetMessageHeaders"))
        #expect(answer.text.contains(#"Bell \u0007, \"quotes\" \\ and "#))
    }

    @Test func `Who left the organisation has a distinguished name for an address`() async throws {
        let exchange = try await Exchange.start()
        let client = try await GraphClient.start(exchange)
        let received = try await Self.send(exchange, client) { message, tenant in
            let gone = DirectoryUser(kind: .deleted, address: "gone@contoso.example", displayName: "Gone")
            message.from = tenant.number(of: Party(gone))
        }.received
        #expect(received.from?.emailAddress.name == "Gone")
        #expect(received.from?.emailAddress.address?.hasPrefix("/o=ExchangeLabs/ou=Exchange Administrative") == true)
    }

    @Test(arguments: [
        (SimulatedMessage.Kind.meetingRequest, "eventMessageRequest", "meetingRequest"),
        (.meetingAccepted, "eventMessageResponse", "meetingAccepted"),
        (.meetingTentative, "eventMessageResponse", "meetingTenativelyAccepted"),
        (.meetingDeclined, "eventMessageResponse", "meetingDeclined"),
        (.meetingCancelled, "eventMessage", "meetingCancelled"),
    ])
    func `Meeting mails have types of their own`(
        kind: SimulatedMessage.Kind,
        type: String,
        meetingType: String
    ) async throws {
        let exchange = try await Exchange.start()
        let client = try await GraphClient.start(exchange)
        let received = try await Self.send(exchange, client) { message, _ in
            message.kind = kind
            message.meeting = .init(uid: "1", start: Exchange.now, end: Exchange.now + 1_800)
        }.received
        #expect(received.type == "#microsoft.graph." + type)
        #expect(received.meetingMessageType == meetingType)
    }
}
