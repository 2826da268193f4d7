import Connector
import ConnectorTesting
import HTTPTransport
import Interactions
import Testing

@testable import EWS

@Suite struct `The folders of a mailbox` {
    static func create(
        _ id: String,
        in parent: String = "root",
        folderClass: String? = "IPF.Note",
        element: String = "Folder",
        named name: String? = nil
    ) -> String {
        "<t:Create><t:\(element)><t:FolderId Id=\"\(id)\" ChangeKey=\"k\"/><t:ParentFolderId Id=\"\(parent)\"/>"
            + (folderClass.map { "<t:FolderClass>\($0)</t:FolderClass>" } ?? "")
            + (name.map { "<t:DistinguishedFolderId>\($0)</t:DistinguishedFolderId>" } ?? "")
            + "</t:\(element)></t:Create>"
    }

    private static func hierarchy(_ folders: [String], state: String = "s", isLast: Bool = true) -> HTTPAnswer {
        Exchange.answer(
            "SyncFolderHierarchy",
            [
                Exchange.success(
                    "SyncFolderHierarchy",
                    "<m:SyncState>\(state)</m:SyncState><m:IncludesLastFolderInRange>\(isLast)"
                        + "</m:IncludesLastFolderInRange><m:Changes>\(folders.joined())</m:Changes>"
                )
            ]
        )
    }

    /// Streams, as `kind folder`, and what was asked.
    static func streams(
        _ adjust: (inout EWSSource.Configuration) -> Void = { _ in },
        _ answer: @escaping @Sendable (Question) throws -> HTTPAnswer
    ) async throws -> (streams: [String], questions: [Question]) {
        var configuration = EWSSource.Configuration()
        adjust(&configuration)
        let transport = ScriptedTransport { try answer(Question($0)) }
        let source = EWSSource(
            client: Exchange.client(transport),
            configuration: configuration,
            now: { Timestamp(microseconds: 0) }
        )
        let (streams, failures) = try await list(source)
        // These tests have mailboxes with less than every mailbox has.
        if let failure = failures.first(where: { !$0.message.contains("every mailbox has") }) { throw failure }
        #expect(streams.allSatisfy { $0.source == "ews" && $0.owner == .mailbox(Exchange.mailbox) })
        return (streams.map { "\($0.kind.rawValue) \($0.folder)" }, await transport.exchanges.map { Question($0) })
    }

    /// All pages of the list.
    static func list(_ source: EWSSource) async throws -> (streams: [StreamID], failures: [SourceError]) {
        try await source.wholeList(of: .mailbox(Exchange.mailbox))
    }

    /// No archive, and the named folders found by `GetFolder` with the ids given.
    static func answer(_ question: Question, _ folders: [String], named: [String: String] = [:]) -> HTTPAnswer {
        switch question.operation {
        case "SyncFolderHierarchy" where question.distinguishedFolders == ["msgfolderroot"]: hierarchy(folders)
        case "SyncFolderHierarchy":
            Exchange.answer("SyncFolderHierarchy", [Exchange.error("SyncFolderHierarchy", "ErrorFolderNotFound")])
        default:
            Exchange.answer(
                "GetFolder",
                question.distinguishedFolders.map { name in
                    guard let id = named[name] else { return Exchange.error("GetFolder", "ErrorFolderNotFound") }
                    return Exchange.success(
                        "GetFolder",
                        "<m:Folders><t:Folder><t:FolderId Id=\"\(id)\"/></t:Folder></m:Folders>"
                    )
                }
            )
        }
    }

    @Test func `are chosen by class and kind`() async throws {
        let folders = [
            Self.create("inbox"), Self.create("project", folderClass: "IPF.Note.Custom"),
            Self.create("lower", folderClass: "ipf.note"), Self.create("imap", folderClass: "IPF.Imap"),
            Self.create("classless", folderClass: nil), Self.create("notebook", folderClass: "IPF.Notebook"),
            Self.create("calendar", folderClass: "IPF.Appointment", element: "CalendarFolder"),
            Self.create("birthdays", folderClass: "IPF.Appointment.Birthday", element: "CalendarFolder"),
            Self.create("bare", folderClass: nil, element: "CalendarFolder"),
            Self.create("contacts", folderClass: "IPF.Contact", element: "ContactsFolder"),
            Self.create("cache", folderClass: "IPF.Contact.RecipientCache"),
            Self.create("tasks", folderClass: "IPF.Task", element: "TasksFolder"),
            Self.create("notes", folderClass: "IPF.StickyNote"), Self.create("journal", folderClass: "IPF.Journal"),
            Self.create("settings", folderClass: "IPF.Configuration"),
            Self.create("search", element: "SearchFolder"),
            Self.create("feeds", folderClass: "IPF.Note.OutlookHomepage"), Self.create("feed", in: "feeds"),
        ]
        let (streams, _) = try await Self.streams { Self.answer($0, folders) }
        #expect(
            streams == [
                "calendar bare", "calendar birthdays", "calendar calendar", "mail classless", "mail imap",
                "mail inbox", "mail lower", "mail project",
            ]
        )
    }

    private static let tree = [
        create("inbox"), create("sub", in: "inbox"), create("D"), create("D1", in: "D"), create("O"), create("J"),
        create("J1", in: "J"), create("J2", in: "J1"), create("S"), create("S1", in: "S"), create("H"),
        create("trash"), create("old", in: "trash"),
        create("oldcalendar", in: "trash", folderClass: "IPF.Appointment", element: "CalendarFolder"),
    ]
    private static let wellKnown = [
        "drafts": "D", "outbox": "O", "junkemail": "J", "syncissues": "S", "conversationhistory": "H",
        "deleteditems": "trash",
    ]

    @Test func `leave out drafts, outbox, junk and the like with all below, and calendars that were deleted`()
        async throws
    {
        let (streams, questions) = try await Self.streams { Self.answer($0, Self.tree, named: Self.wellKnown) }
        #expect(streams == ["mail inbox", "mail old", "mail sub", "mail trash"])
        #expect(questions.map(\.operation) == ["SyncFolderHierarchy", "GetFolder", "SyncFolderHierarchy"])
        #expect(
            questions[1].distinguishedFolders == (Self.wellKnown.keys + ["calendar", "inbox", "sentitems"]).sorted()
        )
        #expect(questions[0].syncState == nil)
    }

    @Test func `need no further question when the server names them in the hierarchy`() async throws {
        let named = [
            Self.create("inbox", named: "inbox"), Self.create("sent", named: "sentitems"),
            Self.create("diary", folderClass: "IPF.Appointment", element: "CalendarFolder", named: "calendar"),
            Self.create("a", named: "drafts"), Self.create("b", named: "outbox"),
            Self.create("c", named: "junkemail"), Self.create("d", named: "syncissues"),
            Self.create("e", named: "conversationhistory"), Self.create("f", named: "deleteditems"),
        ]
        let (streams, questions) = try await Self.streams { Self.answer($0, named) }
        #expect(streams == ["calendar diary", "mail f", "mail inbox", "mail sent"])
        #expect(questions.map(\.operation) == ["SyncFolderHierarchy", "SyncFolderHierarchy"])
    }

    @Test func `are those the configuration wants`() async throws {
        let (streams, questions) = try await Self.streams {
            $0.excludedFolders = [.deleteditems]
            $0.archive = .leaveOut
        } _: {
            Self.answer($0, Self.tree, named: Self.wellKnown)
        }
        #expect(streams == ["D", "D1", "H", "J", "J1", "J2", "O", "S", "S1", "inbox", "sub"].map { "mail " + $0 })
        #expect(questions.map(\.operation) == ["SyncFolderHierarchy", "GetFolder"])
    }

    @Test func `include those of the archive`() async throws {
        let (streams, _) = try await Self.streams { question in
            question.distinguishedFolders == ["archivemsgfolderroot"]
                ? Self.hierarchy([Self.create("archived", in: "archive")])
                : Self.answer(question, [Self.create("inbox")])
        }
        #expect(streams == ["mail inbox", "mail archived"])
    }

    @Test func `are listed to the end, deletions included, and no further`() async throws {
        let (streams, questions) = try await Self.streams {
            $0.archive = .leaveOut
        } _: { question in
            guard question.operation == "SyncFolderHierarchy" else { return Self.answer(question, []) }
            switch question.syncState {
            case nil: return Self.hierarchy([Self.create("a"), Self.create("b")], state: "1", isLast: false)
            case "1":
                let gone = "<t:Delete><t:FolderId Id=\"a\"/></t:Delete>"
                return Self.hierarchy([gone, Self.create("c")], state: "2", isLast: false)
            default: return Self.hierarchy([], state: "2", isLast: false)
            }
        }
        #expect(streams == ["mail b", "mail c"])
        #expect(questions.filter { $0.operation == "SyncFolderHierarchy" }.count == 3)
    }

    @Test func `may be their own grandparents`() async throws {
        let circle = [Self.create("a", in: "b"), Self.create("b", in: "a")]
        let (streams, _) = try await Self.streams { Self.answer($0, circle) }
        #expect(streams == ["mail a", "mail b"])
    }

    @Test func `change the fingerprint with the settings that choose them, and with those alone`() {
        let transport = ScriptedTransport { _ in HTTPAnswer(body: []) }
        func fingerprint(_ adjust: (inout EWSSource.Configuration) -> Void) -> String {
            var configuration = EWSSource.Configuration()
            adjust(&configuration)
            return EWSSource(
                client: Exchange.client(transport),
                configuration: configuration,
                now: { Timestamp(microseconds: 0) }
            ).settingsFingerprint
        }
        let usual = fingerprint { _ in }
        #expect(
            usual == "ews-1 exclude=conversationhistory,drafts,junkemail,outbox,syncissues archive=include "
                + "subject=leaveOut days=-366+366"
        )
        let others = [
            fingerprint { $0.excludedFolders = [.drafts] }, fingerprint { $0.archive = .leaveOut },
            fingerprint { $0.subject = .read }, fingerprint { $0.calendarDaysBack = 30 },
            fingerprint { $0.calendarDaysAhead = 30 },
        ]
        #expect(Set(others + [usual]).count == 6)
        let same = fingerprint {
            $0.calendarSliceDays = 7
            $0.calendarEntries = 10
            $0.changesPerPage = 10
            $0.firstBatch = 1
            $0.largestBatch = 2
            $0.concurrentBatches = 1
            $0.rememberedNames = 1
        }
        #expect(same == usual)
    }
}
