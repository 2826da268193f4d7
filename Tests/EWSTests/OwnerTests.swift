import Connector
import ConnectorTesting
import HTTPTransport
import Interactions
import Testing

@testable import EWS

@Suite struct `Whose a mailbox is` {
    private static let folders = [
        "in": "inbox", "sent": "sentitems", "kept": "archive", "diary": "calendar", "mine": nil, "bin": "deleteditems",
    ]

    private static func stream(_ folder: String, _ kind: StreamID.Kind = .mail) -> StreamID {
        StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: kind, folder: folder)
    }

    private static func hierarchy(_ question: Question, _ archive: [String]?) -> HTTPAnswer {
        let isArchive = question.distinguishedFolders == ["archivemsgfolderroot"]
        if isArchive, archive == nil { return Exchange.fault("ErrorMailboxStoreUnavailable") }
        let names: [(String, String?)] =
            isArchive ? archive.map { $0.map { ($0, nil) } } ?? [] : folders.map { ($0.key, $0.value) }
        let changes = names.map { id, name in
            let distinguished = name.map { "<t:DistinguishedFolderId>\($0)</t:DistinguishedFolderId>" } ?? ""
            return "<t:Create><t:Folder><t:FolderId Id=\"\(id)\"/><t:FolderClass>IPF.Note</t:FolderClass>"
                + "\(distinguished)</t:Folder></t:Create>"
        }
        let content =
            "<m:SyncState>s</m:SyncState><m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange>"
            + "<m:Changes>\(changes.joined())</m:Changes>"
        return Exchange.answer("SyncFolderHierarchy", [Exchange.success("SyncFolderHierarchy", content)])
    }

    private static func resolution(_ addresses: [String]) -> String {
        let entries = addresses.map { "<t:Entry Key=\"EmailAddress1\">\($0)</t:Entry>" }.joined()
        return "<t:Resolution><t:Mailbox><t:EmailAddress>\(addresses.first?.dropFirst(5) ?? "")</t:EmailAddress>"
            + "<t:RoutingType>SMTP</t:RoutingType></t:Mailbox><t:Contact><t:EmailAddresses>\(entries)"
            + "</t:EmailAddresses></t:Contact></t:Resolution>"
    }

    private static func resolved(_ candidates: [[String]]) -> HTTPAnswer {
        let set = "<m:ResolutionSet>\(candidates.map(resolution).joined())</m:ResolutionSet>"
        return Exchange.answer("ResolveNames", [Exchange.success("ResolveNames", set)])
    }

    private static func source(
        archive: [String]? = [],
        directory: @escaping @Sendable (Question) throws -> HTTPAnswer = { _ in resolved([]) }
    ) -> (source: EWSSource, transport: ScriptedTransport) {
        let transport = ScriptedTransport { exchange in
            let question = Question(exchange)
            return switch question.operation {
            case "SyncFolderHierarchy": hierarchy(question, archive)
            case "GetItem": Exchange.answer("GetItem", question.itemIDs.map { Exchange.item($0) })
            case "ResolveNames": try directory(question)
            default:
                Exchange.answer(
                    "GetFolder",
                    question.distinguishedFolders.map { _ in Exchange.error("GetFolder", "ErrorFolderNotFound") }
                )
            }
        }
        return (EWSSource(client: Exchange.client(transport), now: { Timestamp(microseconds: 0) }), transport)
    }

    private static func mail(_ source: EWSSource, in folder: String) async throws -> SourceMail? {
        let change = try await source.changes(of: [ItemKey("a")], in: stream(folder)).first
        guard case .found(_, .mail(let mail)) = change else { return nil }
        return mail
    }

    @Test(
        "is told by what his folders are, with a list before and without",
        arguments: [
            ("in", SourceMail.Place.inbox), ("sent", .sentItems), ("kept", .archive), ("mine", .other), ("bin", .other),
            ("archived", .archive),
        ]
    )
    func places(folder: String, place: SourceMail.Place) async throws {
        for isListed in [true, false] {
            let (source, transport) = Self.source(archive: ["archived"])
            if isListed {
                _ = try await source.wholeList(of: .mailbox(Exchange.mailbox))
            }
            #expect(try await Self.mail(source, in: folder)?.place == place)
            // Asked for once; nothing else than the item, by its properties and by its headers.
            let before = await transport.exchanges.count
            #expect(try await Self.mail(source, in: folder)?.place == place)
            let asked = await transport.exchanges.dropFirst(before).map { Question($0).operation }
            #expect(asked == ["GetItem", "GetItem"])
        }
    }

    @Test func `is not guessed for folders that may be the archive's`() async throws {
        let (source, _) = Self.source(archive: nil)
        #expect(try await Self.mail(source, in: "archived")?.place == .unknown)
        #expect(try await Self.mail(source, in: "mine")?.place == .other)
        #expect(try await Self.mail(source, in: "in")?.place == .inbox)
    }

    @Test(
        "is told by the directory's one entry with the mailbox's address, the primary one first",
        arguments: [
            ([["SMTP:anna@example.com"]], ["anna@example.com"]),
            (
                [["smtp:anna@example.com", "X500:/o=x", "SMTP:anna.lee@example.com"]],
                ["anna@example.com", "anna.lee@example.com"]
            ),
            (
                [["SMTP:anna.lee@example.com", "smtp:ANNA@example.com", "SIP:anna@example.com"]],
                ["anna.lee@example.com", "anna@example.com"]
            ),
            // An address that begins alike.
            ([["SMTP:anna@example.com.au"]], []),
            ([["SMTP:anna@example.com.au"], ["SMTP:anna@example.com"]], ["anna@example.com"]),
            ([["SMTP:anna@example.com"], ["SMTP:b@example.com", "smtp:anna@example.com"]], []), ([], []),
        ]
    )
    func addresses(candidates: [[String]], addresses: [String]) async throws {
        let (source, transport) = Self.source { _ in Self.resolved(candidates) }
        for _ in 0..<2 { #expect(try await Self.mail(source, in: "in")?.ownerAddresses.map(\.text) == addresses) }
        let questions = await transport.exchanges.map { Question($0) }.filter { $0.operation == "ResolveNames" }
        #expect(questions.map(\.unresolvedEntry) == ["anna@example.com"])
        #expect(questions[0].text.contains("ReturnFullContactData=\"true\""))
    }

    @Test(
        "is not known where the server refuses to tell",
        arguments: ["ErrorAccessDenied", "ErrorNameResolutionNoResults", "ErrorInvalidOperation"]
    )
    func refused(code: String) async throws {
        let (source, _) = Self.source { _ in Exchange.fault(code) }
        let mail = try await Self.mail(source, in: "in")
        #expect(mail?.ownerAddresses == [])
        #expect(mail?.place == .inbox)
    }

    @Test func `waits for a busy server`() async throws {
        let (source, _) = Self.source { _ in Exchange.fault("ErrorServerBusy") }
        let error = await #expect(throws: SourceError.self) { try await Self.mail(source, in: "in") }
        #expect(error?.code == .throttled)
    }

    @Test func `is not asked where nothing is found`() async throws {
        let transport = ScriptedTransport { exchange in
            Exchange.answer(
                "GetItem",
                Question(exchange).itemIDs.map { _ in Exchange.error("GetItem", "ErrorItemNotFound") }
            )
        }
        let source = EWSSource(client: Exchange.client(transport), now: { Timestamp(microseconds: 0) })
        #expect(try await source.changes(of: [ItemKey("a")], in: Self.stream("in")) == [.gone(ItemKey("a"))])
        #expect(await transport.exchanges.count == 1)
    }
}
