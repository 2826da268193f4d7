import Connector
import ConnectorTesting
import HTTPTransport
import Interactions
import Testing

@testable import EWS

@Suite struct `A mail folder` {
    private static let stream = StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: .mail, folder: "f+/=")

    private static func page(
        after cursor: String?,
        _ answer: @escaping @Sendable (Question) throws -> HTTPAnswer
    ) async throws -> (page: ChangePage, questions: [Question]) {
        let transport = ScriptedTransport { try answer(Question($0)) }
        let source = EWSSource(client: Exchange.reader(transport), now: { Timestamp(microseconds: 0) })
        let page = try await source.changes(in: stream, after: cursor.map { Cursor($0) })
        return (page, await transport.exchanges.map { Question($0) })
    }

    private static func items(_ question: Question) -> HTTPAnswer {
        Exchange.answer("GetItem", question.itemIDs.map { Exchange.item($0) })
    }

    private static func found(_ id: String) -> Change { .found(ItemKey(id), .mail(.of(id))) }

    @Test func `is a set of news: deletions win, and each item counts once`() async throws {
        let (page, questions) = try await Self.page(after: "old") { question in
            guard question.operation == "SyncFolderItems" else { return Self.items(question) }
            // The page after, which is asked for while items are.
            guard question.syncState == "old" else {
                return Exchange.syncFolderItems(state: "end", isLast: true, changes: [])
            }
            return Exchange.syncFolderItems(
                state: "new+/=",
                isLast: false,
                changes: [
                    ("Create", "new"), ("Update", "changed"), ("Delete", "short-lived"), ("Create", "short-lived"),
                    ("ReadFlagChange", "read"), ("Delete", "deleted"), ("Update", "changed"), ("Create", "late"),
                    ("Delete", "late"),
                ]
            )
        }
        #expect(
            page
                == ChangePage(
                    changes: [
                        Self.found("new"), Self.found("changed"), .gone(ItemKey("short-lived")),
                        .gone(ItemKey("deleted")), .gone(ItemKey("late")),
                    ],
                    cursor: Cursor("new+/="),
                    isLast: false,
                    startsRound: false
                )
        )
        #expect(questions.map(\.operation).sorted() == ["GetItem", "SyncFolderItems", "SyncFolderItems"])
        #expect(questions[0].syncState == "old")
        #expect(questions[0].text.contains("<t:FolderId Id=\"f+/=\"/>"))
        #expect(questions[0].text.contains("<m:MaxChangesReturned>512</m:MaxChangesReturned>"))
        #expect(questions[0].text.contains("<m:SyncScope>NormalItems</m:SyncScope>"))
        #expect(questions.first { $0.operation == "GetItem" }?.itemIDs == ["new", "changed"])
    }

    @Test func `starts a round without a state, and then takes read flags for items`() async throws {
        let (page, questions) = try await Self.page(after: nil) { question in
            guard question.operation == "SyncFolderItems" else { return Self.items(question) }
            return Exchange.syncFolderItems(
                state: "s",
                isLast: true,
                changes: [("ReadFlagChange", "a"), ("Create", "b")]
            )
        }
        #expect(page.startsRound)
        #expect(page.isLast)
        #expect(page.changes == [Self.found("a"), Self.found("b")])
        #expect(questions[0].syncState == nil)
    }

    @Test func `asks for the subject only if the configuration wants it`() async throws {
        for subject in EWSSource.Configuration.Subject.allCases {
            var configuration = EWSSource.Configuration()
            configuration.subject = subject
            let transport = ScriptedTransport { Self.items(Question($0)) }
            let source = EWSSource(
                client: Exchange.reader(transport),
                configuration: configuration,
                now: { Timestamp(microseconds: 0) }
            )
            _ = try await source.changes(of: [ItemKey("a")], in: Self.stream)
            let question = try #require(await transport.exchanges.first.map { Question($0) })
            #expect(question.text.contains("item:Subject") == (subject == .read))
        }
    }

    @Test func `asks once more when a state repeats itself`() async throws {
        let (page, questions) = try await Self.page(after: "same") { question in
            guard question.operation == "SyncFolderItems" else { return Self.items(question) }
            return Exchange.syncFolderItems(state: "same", isLast: false, changes: [])
        }
        #expect(page == ChangePage(changes: [], cursor: Cursor("same"), isLast: true, startsRound: false))
        #expect(questions.count == 2)
    }

    @Test func `goes on when the second answer goes on`() async throws {
        let transport = ScriptedTransport { exchange in
            let question = Question(exchange)
            return question.operation == "GetItem"
                ? Self.items(question) : Exchange.syncFolderItems(state: "same", isLast: false, changes: [])
        }
        let turns = ScriptedTransport { exchange in
            let question = Question(exchange)
            guard question.operation == "SyncFolderItems" else { return Self.items(question) }
            let earlier = await transport.exchanges.count
            _ = try await transport.send(exchange)
            return earlier == 0
                ? Exchange.syncFolderItems(state: "same", isLast: false, changes: [])
                : Exchange.syncFolderItems(state: "next", isLast: false, changes: [("Create", "a")])
        }
        let source = EWSSource(client: Exchange.reader(turns), now: { Timestamp(microseconds: 0) })
        let page = try await source.changes(in: Self.stream, after: Cursor("same"))
        #expect(
            page == ChangePage(changes: [Self.found("a")], cursor: Cursor("next"), isLast: false, startsRound: false)
        )
    }

    @Test func `is left alone when it repeats a full page`() async throws {
        let error = await #expect(throws: SourceError.self) {
            try await Self.page(after: "same") { question in
                guard question.operation == "SyncFolderItems" else { return Self.items(question) }
                return Exchange.syncFolderItems(state: "same", isLast: false, changes: [("Create", "a")])
            }
        }
        #expect(error?.code == .badAnswer)
        #expect(error?.scope == .stream)
        #expect(error?.retry == .never)
    }

    @Test func `never makes an empty state a cursor`() async throws {
        let error = await #expect(throws: SourceError.self) {
            try await Self.page(after: "s") { _ in
                Exchange.syncFolderItems(state: "", isLast: true, changes: [("Create", "a")])
            }
        }
        #expect(error?.code == .badAnswer)
        let failed = await #expect(throws: SourceError.self) {
            try await Self.page(after: "s") { _ in
                Exchange.answer(
                    "SyncFolderItems",
                    [
                        Exchange.error(
                            "SyncFolderItems",
                            "ErrorInvalidSyncStateData",
                            "<m:SyncState/><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>"
                        )
                    ]
                )
            }
        }
        #expect(failed?.code == .cursorExpired)
        #expect(failed?.scope == .stream)
    }

    @Test(
        "that was deleted is gone",
        arguments: ["ErrorItemNotFound", "ErrorSyncFolderNotFound", "ErrorFolderNotFound"]
    )
    func gone(code: String) async throws {
        let error = await #expect(throws: SourceError.self) {
            try await Self.page(after: "s") { _ in
                Exchange.answer("SyncFolderItems", [Exchange.error("SyncFolderItems", code)])
            }
        }
        #expect(error?.code == .gone)
        #expect(error?.scope == .stream)
    }

    @Test func `moves no cursor when its items cannot be had`() async throws {
        let error = await #expect(throws: SourceError.self) {
            try await Self.page(after: "s") { question in
                guard question.operation == "SyncFolderItems" else { return Exchange.fault("ErrorServerBusy") }
                return Exchange.syncFolderItems(state: "t", isLast: true, changes: [("Create", "a"), ("Create", "b")])
            }
        }
        #expect(error?.code == .throttled)
    }

    @Test func `with an answer to another question is not read`() async throws {
        let error = await #expect(throws: SourceError.self) {
            try await Self.page(after: "s") { _ in Exchange.answer("GetItem", [Exchange.item("a")]) }
        }
        #expect(error?.code == .badAnswer)
    }
}
