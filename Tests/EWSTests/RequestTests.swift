import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import SourceTransport
import Testing
import XMLValidation

@testable import EWS

@Suite struct `Requests` {
    private static let schemaPath = Fixture.repositoryPath("Sources/ExchangeSimulator/Schema/driver.xsd")
    private static let impersonating = RequestEnvelope(impersonated: .address(Exchange.mailbox.address))
    private static let hostile = "<&>\"'\u{1}\u{FFFF}é🦊]]>"

    private static let documents: [(name: String, bytes: [UInt8])] = {
        let folder = FolderReference.id("AAMk+/=")
        let root = FolderReference.distinguished(.msgfolderroot, of: Exchange.mailbox.address)
        let begin = Timestamp(microseconds: 1_795_428_000_000_000)
        let end = begin.advanced(by: .seconds(86_400))
        let mail = ItemProperties(kind: .mail, subject: .read)
        let calendar = ItemProperties(kind: .calendar, subject: .leaveOut)
        let operations: [(String, any EWSOperation)] = [
            ("hierarchy", SyncFolderHierarchy(syncFolder: root)),
            ("hierarchy after a state", SyncFolderHierarchy(syncFolder: root, syncState: hostile)),
            ("first items", SyncFolderItems(syncFolder: folder, syncState: nil, maxChangesReturned: 512)),
            ("items after a state", SyncFolderItems(syncFolder: folder, syncState: hostile, maxChangesReturned: 1)),
            ("mail", GetItem(itemShape: mail.all, itemIDs: ["a", hostile])),
            ("mail, less", GetItem(itemShape: mail.indispensable, itemIDs: ["a"])),
            ("events", GetItem(itemShape: calendar.all, itemIDs: ["a"])),
            ("events, less", GetItem(itemShape: calendar.indispensable, itemIDs: ["a"])),
            ("ids", GetItem(itemShape: .idOnly, itemIDs: ["a"])),
            ("page", FindItem(view: .indexedPage(offset: 0, maxEntriesReturned: 100), parentFolder: folder)),
            ("view", FindItem(view: .calendar(start: begin, end: end, maxEntriesReturned: 2), parentFolder: folder)),
            (
                "folders",
                GetFolder(
                    folders: [folder]
                        + DistinguishedFolder.allCases.map { .distinguished($0, of: Exchange.mailbox.address) }
                )
            ),
            ("name", ResolveNames(unresolvedEntry: hostile)),
            ("name in full", ResolveNames(unresolvedEntry: "/o=X/cn=Y", fullContactData: .include)),
        ]
        return operations.map { name, operation in (name, impersonating.bytes(for: operation)) }
            + [("as oneself", RequestEnvelope(impersonated: nil).bytes(for: SyncFolderHierarchy(syncFolder: root)))]
    }()

    @Test func `validate against Microsoft's schema, all of them`() throws {
        let schema = try XMLSchema(contentsOf: Self.schemaPath)
        for (name, bytes) in Self.documents {
            #expect(throws: Never.self, "\(name)") { try schema.validate(bytes) }
        }
    }

    @Test func `never ask for bodies, previews, attachments or all headers`() {
        for (name, bytes) in Self.documents {
            let text = String(decoding: bytes, as: UTF8.self)
            for word in ["Body\"", "Preview", "Attachments", "MimeContent\"", "InternetMessageHeaders", "Default<"] {
                #expect(!text.contains(word), "\(name) asks for \(word)")
            }
        }
    }

    @Test func `have the bytes that were agreed upon`() {
        let operation = GetItem(
            itemShape: ItemShape(properties: [.field("item:ItemClass"), .internetHeader("List-Id")]),
            itemIDs: ["a&b", "c"]
        )
        let expected = """
            <?xml version="1.0" encoding="utf-8"?>
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
            xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" \
            xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">\
            <s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/><t:ExchangeImpersonation><t:ConnectingSID>\
            <t:SmtpAddress>anna@example.com</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>\
            </s:Header><s:Body><m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>\
            <t:IncludeMimeContent>false</t:IncludeMimeContent><t:AdditionalProperties>\
            <t:FieldURI FieldURI="item:ItemClass"/><t:ExtendedFieldURI DistinguishedPropertySetId="InternetHeaders" \
            PropertyName="List-Id" PropertyType="String"/></t:AdditionalProperties></m:ItemShape><m:ItemIds>\
            <t:ItemId Id="a&amp;b"/><t:ItemId Id="c"/></m:ItemIds></m:GetItem></s:Body></s:Envelope>
            """
        #expect(String(decoding: Self.impersonating.bytes(for: operation), as: UTF8.self) == expected)
    }

    @Test(
        arguments: [
            ("SmtpAddress", ["SmtpAddress", "SmtpAddress"]),
            // What was found out counts for the next question as well.
            ("PrincipalName", ["SmtpAddress", "PrincipalName", "PrincipalName"]),
        ]
    )
    func `ask for a mailbox by its name to sign in by where no address of that kind is known`(
        known: String,
        asked: [String]
    ) async throws {
        let transport = ScriptedTransport { exchange in
            String(decoding: exchange.body, as: UTF8.self).contains("<t:\(known)>")
                ? Exchange.answer("ResolveNames", [Exchange.error("ResolveNames", "ErrorNameResolutionNoResults")])
                : Exchange.fault("ErrorNonExistentMailbox")
        }
        let client = Exchange.client(transport)
        for _ in 0..<2 {
            #expect(try await client.send(ResolveNames(unresolvedEntry: "x"), about: Exchange.mailbox).isEmpty)
        }
        let names = await transport.exchanges.map { exchange in
            let text = String(decoding: exchange.body, as: UTF8.self)
            return ["SmtpAddress", "PrincipalName"].first { text.contains("<t:\($0)>anna@example.com</t:\($0)>") }
        }
        #expect(names == asked)
    }

    @Test func `are asked by both names once where there is no such mailbox`() async {
        let transport = ScriptedTransport { _ in Exchange.fault("ErrorNonExistentMailbox") }
        let client = Exchange.client(transport)
        for _ in 0..<2 {
            await #expect(throws: EWSError.self) {
                try await client.send(ResolveNames(unresolvedEntry: "x"), about: Exchange.mailbox)
            }
        }
        #expect(await transport.exchanges.count == 3)
    }

    @Test func `go out with the headers Exchange wants and one cookie jar for a mailbox`() async throws {
        let transport = ScriptedTransport { _ in
            Exchange.answer("ResolveNames", [Exchange.error("ResolveNames", "ErrorNameResolutionNoResults")])
        }
        let resolutions = try await Exchange.client(transport)
            .send(ResolveNames(unresolvedEntry: "/o=X"), about: Exchange.mailbox)
        #expect(resolutions.isEmpty)

        let exchange = try #require(await transport.exchanges.first)
        let fields = exchange.request.headerFields
        func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { fields[$0] } }
        #expect(exchange.request.method == .post)
        #expect(exchange.request.scheme == "https")
        #expect(exchange.request.authority == "mail.example.com")
        #expect(exchange.request.path == "/EWS/Exchange.asmx")
        #expect(field("Content-Type") == "text/xml; charset=utf-8")
        #expect(field("X-AnchorMailbox") == "anna@example.com")
        #expect(field("client-request-id") == "request-1")
        #expect(field("return-client-request-id") == "true")
        #expect(field("User-Agent") == "Rapport/0.2.0")
        #expect(field("Authorization") == nil)
        #expect(exchange.cookieJar == "anna@example.com")
        #expect(exchange.credential == .basic(user: "reader@example.com", password: "secret"))
    }

    @Test func `carry request ids that are version 4 UUIDs and all different`() {
        let ids = (0..<1_000).map { _ in RequestID.random() }
        #expect(Set(ids).count == ids.count)
        for id in ids {
            #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        }
    }
}
