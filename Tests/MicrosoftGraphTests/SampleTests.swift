import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import Testing

/// Answers as Microsoft documents them; `Fixtures/graph-samples/INDEX.tsv` says from which page each comes.
struct SampleTests {
    // MARK: Folders

    /// The mail streams of a mailbox whose folders are in this answer, and that has no well-known ones.
    private static func folders(_ body: String) async throws -> [String] {
        let delta = #"{"@odata.deltaLink":"\#(Graph.host)/v1.0/users/x/mailFolders/delta?$deltatoken=1","#
        var configuration = GraphSource.Configuration()
        configuration.calendars = .leaveOut
        let source = try Graph.source(configuration) { exchange in
            guard exchange.request.path?.contains("/mailFolders/delta") == true else {
                return Graph.failure(404, "ErrorItemNotFound")
            }
            return Graph.answer(body.contains("@odata.nextLink") || body.isEmpty ? body : delta + body.dropFirst())
        }
        let (streams, failures) = try await Graph.list(source)
        // None of the samples says which folder is the inbox.
        if let failure = failures.first(where: { !$0.message.contains("inbox that every mailbox has") }) {
            throw failure
        }
        return streams.map(\.folder)
    }

    @Test(
        arguments: [
            // Clutters is hidden.
            ("mailfolder-childfolders", ["AAMkAGVmMDEzA"]),
            // Both folders have one id here; the last word counts.
            ("mailfolders-list-hidden", ["AAMkADg3NTY5MDg4LWMzYmQtNDQzNi05OTgwLWAAA="]),
            // One is a search.
            (
                "mailfolders-list",
                [
                    "AQMkADYAAAIBCQAAAA==", "AQMkADYAAAIBCgAAAA==", "AQMkADYAAAIBCwAAAA==",
                    "AQMkADYAAAIBDAAAAA==", "AQMkADYAAAIBDwAAAA==", "AQMkADYAAAIBFQAAAA==", "AQMkADYAAAIBGQAAAA==",
                    "AQMkADYAAAIBXQAAAA==",
                ]
            ),
        ]
    )
    func `Folders that are shown are streams`(name: String, folders: [String]) async throws {
        let sample = try Sample.text(name)
        #expect(try await Self.folders(sample) == folders)
        await Sample.cutOff(sample) { _ = try await Self.folders($0) }
    }

    @Test func `Folders without an id are none`() async throws {
        let error = await #expect(throws: SourceError.self) {
            try await Self.folders(try Sample.text("mailfolders-delta"))
        }
        #expect(error?.code == .badAnswer)
        #expect(error?.scope == .part)
    }

    // MARK: Mail

    /// The first page of a folder; what is asked for alone is answered by `Graph.message`.
    private static func mails(_ body: String) async throws -> ChangePage {
        let delta = #"{"@odata.deltaLink":"\#(Graph.host)/v1.0/x/messages/delta?$deltatoken=1","#
        let source = try Graph.source { exchange in
            let path = exchange.request.path ?? ""
            if path.hasPrefix(Graph.deltaPath) { return Graph.answer(body.isEmpty ? body : delta + body.dropFirst()) }
            return Graph.answer(Graph.message("AAMkAGUAAAwTW09AAA="))
        }
        return try await source.changes(in: Graph.stream, after: nil)
    }

    @Test func `A mail with less than was asked for is asked for alone`() async throws {
        let sample = try Sample.text("messages-list")
        #expect(try await Self.mails(sample).changes == [.found("AAMkAGUAAAwTW09AAA=")])
        await Sample.cutOff(sample) { _ = try await Self.mails($0) }
    }

    @Test func `Mails without an id spoil their page`() async throws {
        let error = await #expect(throws: SourceError.self) {
            try await Self.mails(try Sample.text("mailfolder-messages-list"))
        }
        #expect(error?.code == .badAnswer)
        #expect(error?.scope == .stream)
    }

    @Test(
        arguments: [
            ("message-moved", "AAMkADhAAAW-VPeAAA=", StreamID.Kind.mail),
            ("eventmessage-get", "AAMkADYAAAImV_lAAA=", .mail),
            ("shared-calendar-eventmessage", "AAMkADADVj3fyAABZ5hYdAAA=", .mail),
            ("event-get", "AAMkAGIAAAoZDOFAAA=", .calendar),
            ("event-get-onlinemeeting-locations", "AAMkADAGAADDdm4NAAA=", .calendar),
            ("eventmessage-response-proposal", "AAMkADAwJXJGu0AAACEhWOAAA=", .calendar),
            ("shared-calendar-delegate-event", "AAMkADJXJGu0AABf02qwAAA=", .calendar),
        ]
    )
    func `A single item that is cut off anywhere cannot be read now`(
        name: String,
        id: String,
        kind: StreamID.Kind
    ) async throws {
        let sample = try Sample.text(name)
        let stream = kind == .mail ? Graph.stream : Graph.calendar
        for length in Torture.lengths(below: sample.utf8.count) {
            let body = String(decoding: sample.utf8.prefix(length), as: UTF8.self)
            let source = try Graph.source { _ in Graph.answer(body) }
            let changes = try await source.changes(of: [ItemKey(id)], in: stream)
            guard changes.count == 1, case .unreadable(ItemKey(id), let error) = changes[0] else {
                return #expect(Bool(false), "not unreadable: \(changes)")
            }
            #expect(error.code == .badAnswer)
        }
    }

    // MARK: People

    @Test(arguments: [#"{"value":[]}"#, #"{"value":[],"@odata.count":0}"#])
    func `A directory without anybody is told as one, for others to doubt`(body: String) async throws {
        #expect(try await Self.users(body).isEmpty)
    }

    private static func users(_ body: String) async throws -> [TenantReader.User] {
        try await TenantReader(client: try Graph.client(ScriptedTransport { _ in Graph.answer(body) })).users()
    }

    @Test func `An account has its addresses, and nobody knows of it what nobody was asked`() async throws {
        let list = #"{"value":[\#(try Sample.text("user-get"))]}"#
        let user = try #require(try await Self.users(list).first)
        let address = try #require(EmailAddress("adelev@contoso.onmicrosoft.com"))
        #expect(user.addresses == [address])
        // Nobody asked.
        #expect(user.isEnabled == nil && user.preferredDataLocation == nil && user.isGuest == false)
        await Sample.cutOff(list) { _ = try await Self.users($0) }
    }

    @Test(arguments: ["null", "5", "{}", #"{"mail":5,"userPrincipalName":null,"accountEnabled":true}"#])
    func `A user who cannot be read hides no other`(other: String) async throws {
        let ann =
            #"{"mail":"ann@contoso.example","accountEnabled":true,"proxyAddresses":[null,"smtp:a@contoso.example",7]}"#
        let users = try await Self.users(#"{"value":[\#(other),\#(ann)]}"#)
        let known = users.filter { $0.mailbox != nil }
        #expect(known.count == 1 && known.first?.isEnabled == true)
        #expect(known.first?.mailbox?.text == "ann@contoso.example")
        #expect(known.first?.addresses.map(\.text) == ["a@contoso.example"])
    }

    @Test(arguments: [
        #""userType":7"#, #""preferredDataLocation":{}"#, #""preferredDataLocation":"Europe""#,
        #""accountEnabled":"true""#,
    ])
    func `Of a user of whom one thing cannot be read nothing is known that would be a pass`(wrong: String) async throws
    {
        let plain = #""accountEnabled":true,"userType":"Guest","preferredDataLocation":"NAM""#
        let user = try await Self.users(#"{"value":[{"mail":"ann@contoso.example",\#(plain),\#(wrong)}]}"#).first
        #expect(user?.mailbox?.text == "ann@contoso.example")
        #expect(user?.isEnabled == nil && user?.preferredDataLocation == nil)
    }

    @Test(
        arguments: [
            (#""userType":"Guest""#, true), (#""userType":"guest""#, true), (#""userType":"Member""#, false),
            (#""userType":null"#, false), (#""userType":"Visitor""#, nil),
            (#""userType":null,"userPrincipalName":"a_b.example#EXT#@contoso.example""#, true),
            (#""userType":"Member","userPrincipalName":"a_b.example#EXT#@contoso.example""#, false),
        ] as [(String, Bool?)]
    )
    func `Who is a guest is said by the type, and without one by the name`(columns: String, isGuest: Bool?) async throws
    {
        let user = try await Self.users(#"{"value":[{"mail":"a@b.example",\#(columns)}]}"#).first
        #expect(user.map(\.isGuest) == .some(isGuest))
    }

    @Test(arguments: [("\"\"", nil), ("\"eur\"", "EUR"), ("null", nil), ("\"GBR\"", "GBR")] as [(String, String?)])
    func `A geography's code is one in any case, and empty where none is set`(text: String, code: String?) async throws
    {
        let list = #"{"value":[{"mail":"a@b.example","accountEnabled":true,"preferredDataLocation":\#(text)}]}"#
        let user = try await Self.users(list).first
        #expect(user?.preferredDataLocation == code && user?.isEnabled == true)
    }

    @Test(
        arguments: [
            ("Enabled", true), ("Suspended", true), ("Deleted", true), ("LockedOut", true), ("Resting", false),
            (nil, false),
        ] as [(String?, Bool)]
    )
    func `A licence of which it cannot be told whether it is in force may be`(state: String?, isWhole: Bool)
        async throws
    {
        let word = state.map { "\"\($0)\"" } ?? "null"
        let list = #"{"value":[{"skuPartNumber":"X","capabilityStatus":\#(word)}]}"#
        let transport = ScriptedTransport { _ in Graph.answer(list) }
        let found = try await TenantReader(client: try Graph.client(transport)).licenses()
        #expect(found.isWhole == isWhole && found.inForce == (state == "Enabled" ? ["X"] : []))
    }

    @Test(arguments: [
        (500, "{}"), (500, "<html></html>"), (200, #"{"value":null}"#), (200, #"{"value":5}"#), (200, #"{"value":"us"#),
        (200, "<html>sign in</html>"), (404, "{}"), (403, "{}"),
    ])
    func `One mailbox of which nobody can tell what it is for hides no other`(status: Int, body: String) async throws {
        let transport = ScriptedTransport { exchange in
            (exchange.request.path ?? "").contains("bob")
                ? Graph.answer(body, status: status) : Graph.answer(#"{"value":"shared"}"#)
        }
        let (ann, bob) = (try #require(EmailAddress("ann@x.example")), try #require(EmailAddress("bob@x.example")))
        let reader = TenantReader(client: try Graph.client(transport))
        let mailboxes = [ann, bob].map { Mailbox(address: $0) }
        #expect(try await reader.purposes(of: mailboxes) == [mailboxes[0]: .shared])
    }

    @Test func `Where there is no mailbox at all, nothing has to be permitted`() async throws {
        let transport = ScriptedTransport { _ in Graph.failure(404, "MailboxNotEnabledForRESTAPI") }
        let ann = try #require(EmailAddress("ann@x.example"))
        let reader = TenantReader(client: try Graph.client(transport))
        #expect(try await reader.purposes(of: [Mailbox(address: ann)]).isEmpty)
    }

    @Test(arguments: ["null", #"{"skuPartNumber":null,"capabilityStatus":"Enabled"}"#, #"{"skuPartNumber":7}"#])
    func `A licence that cannot be read hides no other`(other: String) async throws {
        let sales = #"{"skuPartNumber":"DYN365_SALES_PREMIUM","capabilityStatus":"Warning"}"#
        for list in ["\(other),\(sales)", "\(sales),\(other)"] {
            let transport = ScriptedTransport { _ in Graph.answer(#"{"value":[\#(list)]}"#) }
            let found = try await TenantReader(client: try Graph.client(transport)).licenses()
            #expect(found.inForce == ["DYN365_SALES_PREMIUM"] && !found.isWhole)
        }
    }

    /// What is no user's licence but the tenant's has a name.
    @Test func `Licences that only have a number are none that we know`() async throws {
        let sample = try Sample.text("user-licensedetails")
        let reader = TenantReader(client: try Graph.client(ScriptedTransport { _ in Graph.answer(sample) }))
        let error = await #expect(throws: SourceError.self) { try await reader.licenses() }
        #expect(error?.code == .badAnswer)
    }

    @Test func `The documented error of a range is a refusal, and cut off anywhere still one`() async throws {
        let sample = try Sample.text("error-generic")
        for length in [sample.utf8.endIndex] + Array(sample.utf8.indices) {
            let body = String(sample[..<length])
            let source = try Graph.source { _ in Graph.answer(body, status: 416) }
            let error = await #expect(throws: SourceError.self) {
                try await source.changes(in: Graph.stream, after: nil)
            }
            #expect(error?.code == .refusedRequest)
            #expect(error?.description.contains("Uploaded") == false)
        }
    }
}
