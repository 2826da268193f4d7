import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

@testable import EWS

@Suite struct `Reading items` {
    static let stream = StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: .mail, folder: "f")

    static func source(
        _ transport: ScriptedTransport,
        firstBatch: Int = 50,
        concurrentBatches: Int = 3
    ) -> EWSSource {
        var configuration = EWSSource.Configuration()
        configuration.firstBatch = firstBatch
        configuration.concurrentBatches = concurrentBatches
        return EWSSource(
            client: Exchange.reader(transport),
            configuration: configuration,
            now: { Timestamp(microseconds: 0) }
        )
    }

    static func changes(
        of ids: [String],
        concurrentBatches: Int = 1,
        _ answer: @escaping @Sendable (Question) throws -> HTTPAnswer
    ) async throws -> (changes: [Change], questions: [Question]) {
        let transport = ScriptedTransport { try answer(Question($0)) }
        let source = source(transport, concurrentBatches: concurrentBatches)
        let changes = try await source.changes(of: ids.map { ItemKey($0) }, in: stream)
        return (changes, await transport.exchanges.map { Question($0) })
    }

    static func found(_ id: String) -> Change { .found(ItemKey(id), .mail(.of(id))) }

    static func unreadable(
        _ change: Change?,
        vendorCode: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard case .unreadable(_, let error) = change else {
            Issue.record("readable", sourceLocation: sourceLocation)
            return
        }
        #expect(error.code == .unreadableItem, sourceLocation: sourceLocation)
        #expect(error.scope == .item, sourceLocation: sourceLocation)
        #expect(error.vendorCode == vendorCode, sourceLocation: sourceLocation)
    }

    static func answer(_ ids: [String], _ message: (String) -> String = { Exchange.item($0) }) -> HTTPAnswer {
        Exchange.answer("GetItem", ids.map(message))
    }

    @Test func `takes a series in a calendar for unreadable, and not for a meeting`() async throws {
        let transport = ScriptedTransport { exchange in
            let type = "<t:CalendarItemType>RecurringMaster</t:CalendarItemType>"
            let items = Question(exchange).itemIDs.map { id in
                Exchange.item(id, id == "series" ? type : "<t:UID>u</t:UID>", element: "CalendarItem")
            }
            return Exchange.answer("GetItem", items)
        }
        for kind in [StreamID.Kind.calendar, .mail] {
            let stream = StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: kind, folder: "f")
            let keys = [ItemKey("series"), ItemKey("single")]
            let changes = try await Self.source(transport).changes(of: keys, in: stream)
            if kind == .calendar { Self.unreadable(changes[0]) }
            for change in kind == .calendar ? changes[1...] : changes[...] {
                if case .found = change {} else { Issue.record("not found") }
            }
        }
    }

    @Test func `takes a vanished item for gone`() async throws {
        let (changes, _) = try await Self.changes(of: ["a", "b"]) { question in
            Self.answer(question.itemIDs) {
                $0 == "b" ? Exchange.error("GetItem", "ErrorItemNotFound") : Exchange.item($0)
            }
        }
        #expect(changes == [Self.found("a"), .gone(ItemKey("b"))])
    }

    @Test(
        "lets the whole page wait when one message asks for a pause or concerns the mailbox",
        arguments: [
            ("ErrorServerBusy", .throttled, .mailbox), ("ErrorExceededConnectionCount", .throttled, .source),
            ("ErrorMailboxStoreUnavailable", .unavailable, .mailbox), ("ErrorNonExistentMailbox", .noMailbox, .mailbox),
            ("ErrorImpersonateUserDenied", .accessDenied, .mailbox),
        ] as [(String, SourceError.Code, SourceError.Scope)]
    )
    func larger(vendorCode: String, code: SourceError.Code, scope: SourceError.Scope) async throws {
        let error = await #expect(throws: SourceError.self) {
            try await Self.changes(of: ["a", "b", "c"]) { question in
                Self.answer(question.itemIDs) { $0 == "b" ? Exchange.error("GetItem", vendorCode) : Exchange.item($0) }
            }
        }
        #expect(error?.code == code)
        #expect(error?.scope == scope)
    }

    @Test func `keeps a forbidden item apart from the others`() async throws {
        let (changes, _) = try await Self.changes(of: ["a", "b"]) { question in
            Self.answer(question.itemIDs) {
                $0 == "b" ? Exchange.error("GetItem", "ErrorAccessDenied") : Exchange.item($0)
            }
        }
        #expect(changes[0] == Self.found("a"))
        guard case .unreadable(_, let error) = changes[1] else {
            Issue.record("readable")
            return
        }
        #expect(error.code == .accessDenied)
        #expect(error.scope == .item)
    }

    @Test func `matches answers by id, and asks again for what is missing`() async throws {
        let ids = ["a", "b", "c", "d"]
        // In another order, one twice, a stranger, one missing at first and one for ever.
        let (changes, questions) = try await Self.changes(of: ids) { question in
            switch question.itemIDs {
            case ids: Self.answer(["c", "stranger", "a", "a", "c", "c"])
            case ["b"]: Self.answer(["b"])
            default: Self.answer(["a"])
            }
        }
        #expect(Array(changes.prefix(3)) == ["a", "b", "c"].map { Self.found($0) })
        Self.unreadable(changes[3])
        #expect(questions.count == 3)
    }

    @Test func `does not guess whose error it is when messages are missing`() async throws {
        let (changes, questions) = try await Self.changes(of: ["a", "b", "c"]) { question in
            question.itemIDs.count == 3
                ? Exchange.answer("GetItem", [Exchange.item("a"), Exchange.error("GetItem", "ErrorItemNotFound")])
                : Self.answer(question.itemIDs)
        }
        #expect(changes == ["a", "b", "c"].map { Self.found($0) })
        #expect(questions.count == 3)
    }

    @Test(
        "asks again for the rest of a batch that was not finished",
        arguments: ["ErrorBatchProcessingStopped", "ErrorTimeoutExpired"]
    )
    func stopped(code: String) async throws {
        let ids = (0..<40).map { "item\($0)" }
        let (changes, _) = try await Self.changes(of: ids) { question in
            let messages = question.itemIDs.enumerated().map { position, id in
                position < 7 ? Exchange.item(id) : Exchange.error("GetItem", code)
            }
            return Exchange.answer("GetItem", messages)
        }
        #expect(changes == ids.map { Self.found($0) })
    }

    @Test func `asks for the subject of a mail without Message-ID, and of no other`() async throws {
        let (changes, questions) = try await Self.changes(of: ["a", "b", "c"]) { question in
            let wantsSubject = question.text.contains("item:Subject")
            return Self.answer(question.itemIDs) { id in
                id == "b" ? Exchange.item(id, wantsSubject ? "<t:Subject>Plans</t:Subject>" : "") : Exchange.item(id)
            }
        }
        var nameless = SourceMail()
        nameless.subject = "Plans"
        #expect(changes == [Self.found("a"), .found(ItemKey("b"), .mail(nameless)), Self.found("c")])
        #expect(questions.map(\.itemIDs) == [["a", "b", "c"], ["b"]])
        #expect(questions.map { $0.text.contains("item:Subject") } == [false, true])
    }

    @Test func `asks for each item once, whatever the batches`() async throws {
        let ids = (0..<512).map { "item\($0)" }
        let (changes, questions) = try await Self.changes(of: ids, concurrentBatches: 3) { question in
            Self.answer(question.itemIDs)
        }
        #expect(changes == ids.map { Self.found($0) })
        #expect(questions.flatMap(\.itemIDs).sorted() == ids.sorted())
        #expect(questions.map(\.itemIDs.count).max().map { $0 <= 100 } == true)
        #expect(questions.count <= 11)
    }

    @Test func `answers for every item asked for, also twice`() async throws {
        let (changes, questions) = try await Self.changes(of: ["a", "b", "a"]) { Self.answer($0.itemIDs) }
        #expect(changes == ["a", "b", "a"].map { Self.found($0) })
        #expect(questions.map(\.itemIDs) == [["a", "b"]])
        let nothing = try await Self.changes(of: []) { Self.answer($0.itemIDs) }
        #expect(nothing.changes.isEmpty)
        #expect(nothing.questions.isEmpty)
    }
}
