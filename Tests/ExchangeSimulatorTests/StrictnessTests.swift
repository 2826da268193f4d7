import ExchangeSimulator
import HTTPTypes
import Testing

/// Facts that clients have to get right, and what Exchange says if they do not.
struct StrictnessTests {
    private static let shape = "<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
    private static let folderShape = "<m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>"
    private static let inbox = "<t:DistinguishedFolderId Id=\"inbox\"/>"

    @Test(
        arguments: [
            ("wrong order", "<m:GetFolder><m:FolderIds>\(inbox)</m:FolderIds>\(folderShape)</m:GetFolder>"),
            (
                "unknown folder name",
                "<m:GetFolder>\(folderShape)<m:FolderIds><t:DistinguishedFolderId Id=\"outdoors\"/></m:FolderIds></m:GetFolder>"
            ),
            (
                "unknown property",
                "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI=\"item:Nothing\"/></t:AdditionalProperties></m:ItemShape><m:ItemIds><t:ItemId Id=\"AA==\"/></m:ItemIds></m:GetItem>"
            ),
            ("no ids", "<m:GetItem>\(shape)<m:ItemIds/></m:GetItem>"),
            ("no traversal", "<m:FindItem>\(shape)<m:ParentFolderIds>\(inbox)</m:ParentFolderIds></m:FindItem>"),
            ("unknown operation", "<m:GetEverything/>"),
            (
                "view without its end",
                "<m:FindItem Traversal=\"Shallow\">\(shape)<m:CalendarView StartDate=\"2026-11-01T00:00:00Z\"/><m:ParentFolderIds>\(inbox)</m:ParentFolderIds></m:FindItem>"
            ),
        ]
    )
    func `A request against the schema is a fault with the code and the line`(name: String, operation: String)
        async throws
    {
        let answer = await (try Exchange.start()).send(operation)
        #expect(answer.status == 500)
        #expect(answer.codes == ["ErrorSchemaValidation"])
        #expect(answer.texts("t:LineNumber") == ["1"])
    }

    @Test(arguments: ["", "GetFolder", "<GetFolder/>", "<!DOCTYPE a []><a/>", "<a><b></a>"])
    func `What is not SOAP is a fault too`(body: String) async throws {
        let answer = await (try Exchange.start()).post(body)
        #expect(answer.status == 500)
        #expect(answer.codes == ["ErrorSchemaValidation"])
    }

    @Test func `Without validation the order of elements does not matter`() async throws {
        var options = SimulatedExchange.Options()
        options.validatesRequests = false
        let simulator = try await SimulatedExchange.start(
            tenant: Tenant(try Exchange.state(mails: 0)),
            options: options
        )
        let exchange = Exchange(simulator: simulator, clock: Exchange.HandClock())
        let answer = await exchange.send(
            "<m:GetFolder><m:FolderIds>\(Self.inbox)</m:FolderIds>\(Self.folderShape)</m:GetFolder>"
        )
        #expect(answer.codes == ["NoError"])
        await simulator.stop()
    }

    @Test(
        arguments: [
            (nil, "", nil, 401, []),
            (Exchange.service, "wrong", Exchange.ann, 401, []),
            ("nobody@contoso.example", Exchange.password, nil, 401, []),
            (Exchange.service, Exchange.password, Exchange.ann, 200, ["NoError"]),
            (Exchange.ann, Exchange.password, nil, 200, ["NoError"]),
            (Exchange.ann, Exchange.password, Exchange.ann, 200, ["NoError"]),
            (Exchange.ann, Exchange.password, Exchange.bob, 500, ["ErrorImpersonateUserDenied"]),
            (Exchange.service, Exchange.password, "nobody@contoso.example", 500, ["ErrorNonExistentMailbox"]),
        ] as [(String?, String, String?, Int, [String])]
    )
    func `Who may do what`(
        user: String?,
        password: String,
        mailbox: String?,
        status: Int,
        codes: [String]
    ) async throws {
        let answer = await (try Exchange.start()).send(
            "<m:GetFolder>\(Self.folderShape)<m:FolderIds>\(Self.inbox)</m:FolderIds></m:GetFolder>",
            user: user,
            password: password,
            impersonating: mailbox
        )
        #expect(answer.status == status)
        #expect(answer.codes == codes)
        #expect((answer.raw.headers[.wwwAuthenticate] == "Basic realm=\"127.0.0.1\"") == (status == 401))
    }

    @Test func `Ids are case-sensitive and belong to one mailbox`() async throws {
        let exchange = try await Exchange.start(mails: 1)
        let id = try #require(await exchange.sync().itemIDs.first)
        let swapped = String(id.map { $0.isLowercase ? Character($0.uppercased()) : Character($0.lowercased()) })
        let answer = await exchange.get([id, "nonsense", swapped, String(id.dropLast(4)) + "AAAA"])
        #expect(answer.codes[0] == "NoError")
        #expect(answer.codes[1] == "ErrorInvalidIdMalformed")
        #expect(answer.codes[2...].allSatisfy { $0 == "ErrorInvalidIdMalformed" || $0 == "ErrorItemNotFound" })
        #expect(answer.codes.count == 4)
        let others = await exchange.send(
            "<m:GetItem>\(Self.shape)<m:ItemIds><t:ItemId Id=\"\(id)\"/></m:ItemIds></m:GetItem>",
            impersonating: Exchange.bob
        )
        #expect(others.codes == ["ErrorItemNotFound"])
    }

    @Test(arguments: ["/EWS/Exchange.asmx", "/ews/exchange.asmx", "/EWS/EXCHANGE.ASMX"])
    func `The path has any case`(path: String) async throws {
        #expect(await (try Exchange.start()).post("", path: path).status == 500)
    }

    @Test func `Other paths have nothing`() async throws {
        #expect(await (try Exchange.start()).post("", path: "/").status == 404)
    }

    @Test func `Every answer names its request and carries the cookies of its server`() async throws {
        let exchange = try await Exchange.start()
        let answer = await exchange.sync()
        #expect(answer.raw.headers[.contentType] == "text/xml; charset=utf-8")
        #expect(answer.raw.headers[values: .setCookie].count == 2)
        #expect(answer.text.contains("<h:ServerVersionInfo MajorVersion=\"15\" MinorVersion=\"2\""))
    }

    @Test func `Compression is for who accepts it`() async throws {
        let exchange = try await Exchange.start()
        let operation = "<m:GetFolder>\(Self.folderShape)<m:FolderIds>\(Self.inbox)</m:FolderIds></m:GetFolder>"
        let plain = await exchange.send(operation)
        #expect(plain.raw.headers[.contentEncoding] == nil)
        let packed = await exchange.send(operation, acceptsCompression: true)
        #expect(packed.raw.headers[.contentEncoding] == "gzip")
        #expect(packed.raw.body.starts(with: [0x1F, 0x8B, 0x08]))
        #expect(packed.raw.body.count < plain.raw.body.count)
    }
}
