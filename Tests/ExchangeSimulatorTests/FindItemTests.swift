import ExchangeSimulator
import Testing

struct FindItemTests {
    private static func find(_ exchange: Exchange, _ rest: String) async -> Answer {
        await exchange.send(
            """
            <m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>\
            <t:FieldURI FieldURI="item:DateTimeReceived"/><t:FieldURI FieldURI="message:From"/>\
            <t:FieldURI FieldURI="message:ToRecipients"/></t:AdditionalProperties></m:ItemShape>\(rest)\
            <m:ParentFolderIds><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderIds></m:FindItem>
            """
        )
    }

    private static func page(_ size: Int, _ offset: Int, _ base: String = "Beginning") -> String {
        "<m:IndexedPageItemView MaxEntriesReturned=\"\(size)\" Offset=\"\(offset)\" BasePoint=\"\(base)\"/>"
    }

    private static func root(_ answer: Answer) -> [String] {
        ["IndexedPagingOffset", "TotalItemsInView", "IncludesLastItemInRange"]
            .flatMap { answer.attributes($0, of: "m:RootFolder") }
    }

    @Test func `Pages follow each other by the offset that the server gives`() async throws {
        let exchange = try await Exchange.start(mails: 7)
        let first = await Self.find(exchange, Self.page(3, 0))
        #expect(Self.root(first) == ["3", "7", "false"])
        let last = await Self.find(exchange, Self.page(3, 6))
        #expect(Self.root(last) == ["7", "7", "true"])
        #expect(last.itemIDs.count == 1)
        #expect(Self.root(await Self.find(exchange, Self.page(3, 9))) == ["7", "7", "true"])
        let fromEnd = await Self.find(exchange, Self.page(3, 0, "End"))
        #expect(fromEnd.itemIDs.last == last.itemIDs.last)
        #expect(Self.root(fromEnd) == ["3", "7", "false"])
    }

    @Test func `A thousand come at once, and two hundred and fifty of a search`() async throws {
        let exchange = try await Exchange.start(mails: 1_100)
        #expect(await Self.find(exchange, "").itemIDs.count == 1_000)
        #expect(await Self.find(exchange, Self.page(2_000, 0)).itemIDs.count == 1_000)
        let search = """
            <m:Restriction><t:IsGreaterThan><t:FieldURI FieldURI="item:DateTimeReceived"/><t:FieldURIOrConstant>\
            <t:Constant Value="2026-11-22T13:00:00Z"/></t:FieldURIOrConstant></t:IsGreaterThan></m:Restriction>
            """
        let found = await Self.find(exchange, Self.page(1_000, 0) + search)
        #expect(Self.root(found) == ["250", "1039", "false"])
    }

    @Test func `The order is that of the request, else the newest first`() async throws {
        let exchange = try await Exchange.start(mails: 3)
        let times = ["2026-11-22T12:00:00Z", "2026-11-22T12:01:00Z", "2026-11-22T12:02:00Z"]
        #expect(await Self.find(exchange, "").texts("t:DateTimeReceived") == times.reversed())
        let ascending = """
            <m:SortOrder><t:FieldOrder Order="Ascending"><t:FieldURI FieldURI="item:DateTimeCreated"/></t:FieldOrder>\
            </m:SortOrder>
            """
        #expect(await Self.find(exchange, ascending).texts("t:DateTimeReceived") == times)
    }

    @Test func `A listing has no recipients, and its sender no SMTP address; a reading has all`() async throws {
        let exchange = try await Exchange.start(mails: 1)
        let listed = await Self.find(exchange, "")
        #expect(!listed.text.contains("ToRecipients"))
        #expect(listed.texts("t:RoutingType") == ["EX"])
        #expect(listed.texts("t:Name") == ["Bob"])
        let read = await exchange.get(
            listed.itemIDs,
            fields: ["message:From", "message:ToRecipients", "message:CcRecipients"]
        )
        #expect(read.texts("t:EmailAddress") == [Exchange.ann, "kim@adatum.example", Exchange.bob])
        #expect(read.texts("t:RoutingType") == ["SMTP", "SMTP", "SMTP"])
    }

    @Test func `Who left the company is a distinguished name for ever, and resolves to nobody`() async throws {
        let exchange = try await Exchange.start(mails: 1)
        exchange.tenant.update { $0.dropUser(Exchange.bob) }
        let read = await exchange.get(await exchange.sync().itemIDs, fields: ["message:From"])
        let name = try #require(read.texts("t:EmailAddress").first)
        #expect(name.hasPrefix("/o=ExchangeLabs/") && name.hasSuffix("-bob"))
        #expect(read.texts("t:RoutingType") == ["EX"])
        let resolved = await exchange.send(
            """
            <m:ResolveNames ReturnFullContactData="false"><m:UnresolvedEntry>EX:\(name)</m:UnresolvedEntry>\
            </m:ResolveNames>
            """
        )
        #expect(resolved.codes == ["ErrorNameResolutionNoResults"])
    }

    @Test func `Names resolve exactly by address and distinguished name, or to many, of which a hundred are shown`()
        async throws
    {
        var state = try Exchange.state(mails: 0)
        for number in 0..<120 {
            state.add(DirectoryUser(address: "sam\(number)@contoso.example", displayName: "Sam \(number)"))
        }
        let exchange = try await Exchange.start(state)
        let ann = try #require(state.directory.entry(for: Exchange.ann)?.user)
        for (entry, total, code) in [
            (Exchange.ann.uppercased(), 1, "NoError"), (ann.distinguishedName, 1, "NoError"),
            ("SMTP:" + Exchange.ann, 1, "NoError"), ("sam", 100, "ErrorNameResolutionMultipleResults"),
        ] {
            let answer = await exchange.send(
                """
                <m:ResolveNames ReturnFullContactData="false"><m:UnresolvedEntry>\(entry)</m:UnresolvedEntry>\
                </m:ResolveNames>
                """
            )
            #expect(answer.codes == [code])
            #expect(answer.texts("t:EmailAddress").count == total)
            #expect(answer.text.contains("ResponseClass=\"Warning\"") == (total > 1))
        }
    }
}
