import Connector
import ConnectorTesting
import HTTPTransport
import Interactions
import MailboxReading
import Testing

@testable import EWS

@Suite struct `An overview of a mailbox` {
    /// 2026-11-23T12:00:00Z.
    private static let now = 1_795_435_200
    private static let inbox = stream(.mail, "inbox")
    private static let calendar = stream(.calendar, "calendar")
    private static let streams = [
        inbox: Cursor("s1"),
        calendar: CalendarCursor(
            phase: .resting(
                CalendarRest(day: now / 86_400, wholeDay: now / 86_400, unread: UnreadStretches())
            ),
            syncState: "s2"
        ).cursor,
    ]

    private static func stream(_ kind: StreamID.Kind, _ folder: String) -> StreamID {
        StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: kind, folder: folder)
    }

    struct Shown: Sendable {
        var id: String
        var folderClass = "IPF.Note"
        var parent = "top"
        var commit: String? = "2026-11-20T08:00:00Z"
        var deleted: Int? = 3
        var total: Int? = 7

        var xml: String {
            let properties = [("0x670a", "SystemTime", commit), ("0x670B", "Integer", deleted.map { String($0) })]
            let extended = properties.compactMap { tag, type, value in
                value.map {
                    "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"\(tag)\" PropertyType=\"\(type)\"/>"
                        + "<t:Value>\($0)</t:Value></t:ExtendedProperty>"
                }
            }
            return "<t:Folder><t:FolderId Id=\"\(id)\"/><t:ParentFolderId Id=\"\(parent)\"/>"
                + "<t:FolderClass>\(folderClass)</t:FolderClass>"
                + (total.map { "<t:TotalCount>\($0)</t:TotalCount>" } ?? "") + extended.joined() + "</t:Folder>"
        }
    }

    private static let folders = [Shown(id: "inbox"), Shown(id: "calendar", folderClass: "IPF.Appointment")]

    private static func answer(_ folders: [Shown], isWhole: Bool = true) -> HTTPAnswer {
        let root =
            "<m:RootFolder TotalItemsInView=\"\(folders.count)\" IncludesLastItemInRange=\"\(isWhole)\">"
            + "<t:Folders>\(folders.map(\.xml).joined())</t:Folders></m:RootFolder>"
        return Exchange.answer("FindFolder", [Exchange.success("FindFolder", root)])
    }

    private static func overview(
        _ folders: [Shown],
        since memory: String? = nil,
        streams: [StreamID: Cursor] = streams,
        now: Int = now,
        archive: @escaping @Sendable () -> HTTPAnswer = {
            Exchange.answer("FindFolder", [Exchange.error("FindFolder", "ErrorFolderNotFound")])
        },
        isWhole: Bool = true
    ) async throws -> (overview: Overview?, questions: [Question]) {
        let transport = ScriptedTransport { exchange in
            Question(exchange).distinguishedFolders == ["archivemsgfolderroot"]
                ? archive() : answer(folders, isWhole: isWhole)
        }
        let source = EWSSource(client: Exchange.client(transport)) {
            Timestamp(microseconds: Int64(now) * 1_000_000)
        }
        let overview = try await source.overview(
            of: .mailbox(Exchange.mailbox),
            since: memory,
            streams: streams
        )
        return (overview, await transport.exchanges.map { Question($0) })
    }

    private static func memory(_ folders: [Shown] = folders) async throws -> String {
        try #require(try await overview(folders).overview).memory
    }

    @Test func `Without a memory nothing is quiet, and the archive is asked for`() async throws {
        let (overview, questions) = try await Self.overview(Self.folders)
        #expect(overview?.quiet == nil)
        #expect(overview != nil)
        #expect(questions.map(\.operation) == ["FindFolder", "FindFolder"])
        #expect(questions[0].text.contains("Traversal=\"Deep\""))
    }

    @Test func `Where nothing changed, one request says so, and the memory stays as it is`() async throws {
        let (overview, questions) = try await Self.overview(Self.folders, since: Self.memory())
        #expect(overview?.quiet == [Self.inbox, Self.calendar])
        #expect(questions.count == 1)
        let memory = try #require(overview).memory
        #expect(try await Self.overview(Self.folders.reversed(), since: memory).overview?.memory == memory)
    }

    @Test(
        arguments: [
            Shown(id: "inbox", commit: "2026-11-20T08:00:01Z"), Shown(id: "inbox", deleted: 4),
            Shown(id: "inbox", total: 8), Shown(id: "inbox", commit: nil), Shown(id: "inbox", deleted: nil),
            Shown(id: "inbox", total: nil),
            // So short ago that the next change may have the same time.
            Shown(id: "inbox", commit: "2026-11-23T11:58:00Z"), Shown(id: "inbox", commit: "2026-11-23T12:00:09Z"),
            Shown(id: "inbox", commit: "no time"),
        ]
    )
    func `A folder that changed, or may have, is not quiet`(changed: Shown) async throws {
        let folders = [changed, Self.folders[1]]
        #expect(try await Self.overview(folders, since: Self.memory()).overview?.quiet == [Self.calendar])
        // Nor is it when it was like that before: two changes may lie in one second.
        let isSettled = ["2026-11-20T08:00:01Z", "2026-11-20T08:00:00Z"].contains(changed.commit)
        let again = try await Self.overview(folders, since: Self.memory(folders)).overview?.quiet
        let isTold = changed.deleted != nil && changed.total != nil
        #expect(again?.contains(Self.inbox) == (isSettled && isTold))
    }

    @Test(
        arguments: [
            [Shown(id: "inbox")],
            folders + [Shown(id: "new")],
            [Shown(id: "inbox", parent: "deleteditems"), folders[1]],
            [Shown(id: "inbox", folderClass: "IPF.Note.OutlookHomepage"), folders[1]],
        ]
    )
    func `Other folders than before say nothing about any`(folders: [Shown]) async throws {
        let overview = try await Self.overview(folders, since: Self.memory()).overview
        #expect(overview?.quiet == nil)
        #expect(overview != nil)
    }

    @Test func `A folder in which nothing ever happened needs no time`() async throws {
        let folders = [Shown(id: "inbox", commit: nil, deleted: 0, total: 0), Self.folders[1]]
        let quiet = try await Self.overview(folders, since: Self.memory(folders)).overview?.quiet
        #expect(quiet == [Self.inbox, Self.calendar])
    }

    @Test func `A server that does not tell, or not all, is not relied on`() async throws {
        let silent = Self.folders.map { Shown(id: $0.id, folderClass: $0.folderClass, commit: nil, deleted: nil) }
        #expect(try await Self.overview(silent).overview == nil)
        #expect(try await Self.overview(Self.folders, isWhole: false).overview == nil)
    }

    @Test func `A calendar is read anew on every day, and what is under way goes on`() async throws {
        let memory = try await Self.memory()
        let tomorrow = try await Self.overview(Self.folders, since: memory, now: Self.now + 86_400)
        #expect(tomorrow.overview?.quiet == [Self.inbox])
        var streams = Self.streams
        streams[Self.inbox] = Cursor("list 100 whole")
        streams[Self.calendar] = Cursor("3 look - - - s2")
        #expect(try await Self.overview(Self.folders, since: memory, streams: streams).overview?.quiet == [])
    }

    @Test func `An archive is looked at with the mailbox, and its coming and going make other folders`() async throws {
        let archive: @Sendable () -> HTTPAnswer = { Self.answer([Shown(id: "old")]) }
        let with = try await Self.overview(Self.folders, archive: archive)
        let memory = try #require(with.overview).memory
        let again = try await Self.overview(Self.folders, since: memory, archive: archive)
        #expect(again.overview?.quiet?.count == 2)
        #expect(again.questions.count == 2)
        #expect(try await Self.overview(Self.folders, since: memory).overview?.quiet == nil)
    }

    @Test func `An archive that is refused fails the overview`() async throws {
        await #expect(throws: SourceError.self) {
            try await Self.overview(Self.folders) {
                Exchange.answer("FindFolder", [Exchange.error("FindFolder", "ErrorAccessDenied")])
            }
        }
    }

    @Test(arguments: ["", "1", "1 alone", "2 alone 5", "1 alone x", "1 alone 5\n1 2 3", "1 alone 5\na 1 2 3", "{}"])
    func `What is no memory is none`(text: String) async throws {
        #expect(MailboxState(text: text) == nil)
        #expect(try await Self.overview(Self.folders, since: text).overview?.quiet == nil)
    }
}
