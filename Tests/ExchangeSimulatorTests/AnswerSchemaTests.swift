import ExchangeSimulator
import Testing
import XMLValidation

/// Everything that goes out is checked against Microsoft's schema.
struct AnswerSchemaTests {
    private static let schema = Result { try XMLSchema(contentsOf: RequestSchema.path) }

    private static func expectValid(_ answer: Answer, _ what: String) throws {
        let schema = try schema.get()
        #expect(throws: Never.self, "\(what)") { try schema.validate(answer.raw.body) }
    }

    /// A mailbox with everything that the generator knows, and the server around it.
    private static func generated() async throws -> (exchange: Exchange, address: String) {
        let generator = TenantGenerator(users: 5, seed: 7, itemsPerUser: 250, now: Exchange.now)
        let state = generator.generate()
        return (try await Exchange.start(state), try #require(state.directory.users.first).address)
    }

    private static func send(_ exchange: Exchange, _ operation: String, for address: String) async -> Answer {
        await exchange.send(
            operation,
            user: TenantGenerator.serviceAccount,
            password: TenantGenerator.password,
            impersonating: address
        )
    }

    private static let fields = [
        "item:ConversationId", "item:InReplyTo", "item:Categories", "item:LastModifiedTime", "item:Preview",
        "message:References", "message:ReplyTo", "message:ReceivedBy", "message:ReceivedRepresenting",
        "calendar:UID", "calendar:RecurrenceId", "calendar:Recurrence", "calendar:ModifiedOccurrences",
        "calendar:DeletedOccurrences", "calendar:StartTimeZone", "calendar:EndTimeZone", "calendar:MyResponseType",
        "calendar:IsOrganizer", "calendar:FirstOccurrence", "calendar:LastOccurrence", "meeting:ResponseType",
        "meetingRequest:MeetingRequestType", "item:InternetMessageHeaders",
    ]

    private static let shapes: [String] = {
        let named = fields.map { "<t:FieldURI FieldURI=\"\($0)\"/>" }.joined()
        let extended = """
            <t:ExtendedFieldURI DistinguishedPropertySetId="InternetHeaders" PropertyName="List-Id" \
            PropertyType="String"/><t:ExtendedFieldURI PropertyTag="0x007D" PropertyType="String"/>\
            <t:ExtendedFieldURI PropertyTag="0x5D01" PropertyType="String"/>
            """
        let additional = "<t:AdditionalProperties>\(named)\(extended)</t:AdditionalProperties>"
        return ["IdOnly", "Default", "AllProperties"].flatMap { base in
            ["", additional].map { "<t:BaseShape>\(base)</t:BaseShape>\($0)" }
        }
    }()

    @Test(arguments: shapes)
    func `Items of all kinds, listed, synchronized and read`(shape: String) async throws {
        let (exchange, address) = try await Self.generated()
        var families: Set<String> = []
        let folders = await Self.send(
            exchange,
            """
            <m:FindFolder Traversal="Deep"><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>\
            <m:ParentFolderIds><t:DistinguishedFolderId Id="root"/></m:ParentFolderIds></m:FindFolder>
            """,
            for: address
        )
        try Self.expectValid(folders, "FindFolder")
        for folder in folders.attributes("Id", of: "t:FolderId") {
            let id = "<t:FolderId Id=\"\(folder)\"/>"
            let listed = await Self.send(
                exchange,
                """
                <m:FindItem Traversal="Shallow"><m:ItemShape>\(shape)</m:ItemShape><m:ParentFolderIds>\(id)\
                </m:ParentFolderIds></m:FindItem>
                """,
                for: address
            )
            try Self.expectValid(listed, "FindItem")
            #expect(!listed.text.contains("<t:ToRecipients>"))
            let synchronized = await Self.send(
                exchange,
                """
                <m:SyncFolderItems><m:ItemShape>\(shape)</m:ItemShape><m:SyncFolderId>\(id)</m:SyncFolderId>\
                <m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>
                """,
                for: address
            )
            try Self.expectValid(synchronized, "SyncFolderItems")
            let ids = listed.itemIDs
            guard !ids.isEmpty else { continue }
            let read = await Self.send(
                exchange,
                """
                <m:GetItem><m:ItemShape>\(shape)</m:ItemShape><m:ItemIds>\
                \(ids.map { "<t:ItemId Id=\"\($0)\"/>" }.joined())</m:ItemIds></m:GetItem>
                """,
                for: address
            )
            try Self.expectValid(read, "GetItem")
            #expect(read.codes == Array(repeating: "NoError", count: ids.count))
            for tag in ["Message", "CalendarItem", "MeetingRequest", "MeetingResponse", "MeetingCancellation"]
            where read.text.contains("<t:\(tag)>") {
                families.insert(tag)
            }
        }
        #expect(families.isSuperset(of: ["Message", "CalendarItem", "MeetingRequest"]))
    }

    @Test(arguments: shapes)
    func `Occurrences in a calendar view, and their reading`(shape: String) async throws {
        let (exchange, address) = try await Self.generated()
        let view = await Self.send(
            exchange,
            """
            <m:FindItem Traversal="Shallow"><m:ItemShape>\(shape)</m:ItemShape>\
            <m:CalendarView StartDate="2026-05-01T00:00:00Z" EndDate="2027-05-01T00:00:00Z"/>\
            <m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindItem>
            """,
            for: address
        )
        try Self.expectValid(view, "CalendarView")
        #expect(view.itemIDs.count > 20)
        let read = await Self.send(
            exchange,
            """
            <m:GetItem><m:ItemShape>\(shape)</m:ItemShape><m:ItemIds>\
            \(view.itemIDs.map { "<t:ItemId Id=\"\($0)\"/>" }.joined())</m:ItemIds></m:GetItem>
            """,
            for: address
        )
        try Self.expectValid(read, "GetItem")
        #expect(Set(read.codes) == ["NoError"])
    }

    private static let folderShapes = ["IdOnly", "Default", "AllProperties"].map { "<t:BaseShape>\($0)</t:BaseShape>" }

    @Test(arguments: folderShapes)
    func `Folders`(shape: String) async throws {
        let exchange = try await Exchange.start()
        let hierarchy = await exchange.send(
            "<m:SyncFolderHierarchy><m:FolderShape>\(shape)</m:FolderShape></m:SyncFolderHierarchy>"
        )
        try Self.expectValid(hierarchy, "SyncFolderHierarchy")
        #expect(hierarchy.codes == ["NoError"])
        let names = ["inbox", "calendar", "contacts", "tasks", "searchfolders", "archivemsgfolderroot", "voicemail"]
        let folders = await exchange.send(
            """
            <m:GetFolder><m:FolderShape>\(shape)</m:FolderShape><m:FolderIds>\
            \(names.map { "<t:DistinguishedFolderId Id=\"\($0)\"/>" }.joined())</m:FolderIds></m:GetFolder>
            """
        )
        try Self.expectValid(folders, "GetFolder")
        #expect(
            folders.codes == Array(repeating: "NoError", count: 5) + ["ErrorFolderNotFound", "ErrorFolderNotFound"]
        )
    }

    @Test(
        arguments: [
            ("ann", ["NoError"]), ("nobody@contoso.example", ["ErrorNameResolutionNoResults"]),
            ("contoso.example", ["ErrorNameResolutionNoResults"]),
        ] as [(String, [String])]
    )
    func `Names`(entry: String, codes: [String]) async throws {
        let exchange = try await Exchange.start()
        let answer = await exchange.send(
            """
            <m:ResolveNames ReturnFullContactData="true" SearchScope="ActiveDirectory"><m:UnresolvedEntry>\(entry)\
            </m:UnresolvedEntry></m:ResolveNames>
            """
        )
        try Self.expectValid(answer, "ResolveNames")
        #expect(answer.codes == codes)
    }

    @Test func `Time zones and ids`() async throws {
        let exchange = try await Exchange.start()
        let zones = await exchange.send(
            """
            <m:GetServerTimeZones ReturnFullTimeZoneData="true"><m:Ids><t:Id>W. Europe Standard Time</t:Id></m:Ids>\
            </m:GetServerTimeZones>
            """
        )
        try Self.expectValid(zones, "GetServerTimeZones")
        let id = try #require(await exchange.sync().itemIDs.first)
        let converted = await exchange.send(
            """
            <m:ConvertId DestinationFormat="EwsId"><m:SourceIds><t:AlternateId Format="EwsId" Id="\(id)" \
            Mailbox="blah@blah.com"/></m:SourceIds></m:ConvertId>
            """
        )
        try Self.expectValid(converted, "ConvertId")
        #expect(converted.attributes("Mailbox", of: "m:AlternateId") == [Exchange.ann])
    }

    @Test(
        arguments: [
            Fault.throttle(.syncCalls(milliseconds: 5)), .throttle(.inner(milliseconds: 5)),
            .failing(code: "ErrorMailboxMoveInProgress"),
        ]
    )
    func `Refusals of every operation`(fault: Fault) async throws {
        let exchange = try await Exchange.start(faults: FaultPlan([.init(fault, count: .max)]))
        let shape = "<m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>"
        let items = "<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
        let inbox = "<t:DistinguishedFolderId Id=\"inbox\"/>"
        let parents = "<m:ParentFolderIds>\(inbox)</m:ParentFolderIds>"
        for operation in [
            "<m:GetFolder>\(shape)<m:FolderIds>\(inbox)</m:FolderIds></m:GetFolder>",
            "<m:FindFolder Traversal=\"Deep\">\(shape)\(parents)</m:FindFolder>",
            "<m:SyncFolderHierarchy>\(shape)</m:SyncFolderHierarchy>",
            "<m:FindItem Traversal=\"Shallow\">\(items)\(parents)</m:FindItem>",
            "<m:GetItem>\(items)<m:ItemIds><t:ItemId Id=\"AA\"/><t:ItemId Id=\"AB\"/></m:ItemIds></m:GetItem>",
            "<m:ResolveNames ReturnFullContactData=\"false\"><m:UnresolvedEntry>a</m:UnresolvedEntry></m:ResolveNames>",
        ] {
            exchange.clock.advance(by: .seconds(1))
            let answer = await exchange.send(operation)
            try Self.expectValid(answer, operation)
            #expect(answer.codes.count == (operation.contains("GetItem") ? 2 : 1))
        }
        exchange.clock.advance(by: .seconds(1))
        try Self.expectValid(await exchange.sync(), "SyncFolderItems")
    }

    @Test func `The schema refuses an answer with an element in the wrong place`() async throws {
        let answer = await (try Exchange.start()).sync()
        let damaged = answer.text.replacing("<t:Create><t:Message>", with: "<t:Create><t:Massage/><t:Message>")
        let schema = try Self.schema.get()
        #expect(throws: XMLSchemaError.self) { try schema.validate(Array(damaged.utf8)) }
    }
}
