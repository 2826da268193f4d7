import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

@testable import EWS

@Suite struct `Reading items` {
    private static let stream = StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: .mail, folder: "f")

    private static func source(
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

    private static func changes(
        of ids: [String],
        concurrentBatches: Int = 1,
        _ answer: @escaping @Sendable (Question) throws -> HTTPAnswer
    ) async throws -> (changes: [Change], questions: [Question]) {
        let transport = ScriptedTransport { try answer(Question($0)) }
        let source = source(transport, concurrentBatches: concurrentBatches)
        let changes = try await source.changes(of: ids.map { ItemKey($0) }, in: stream)
        return (changes, await transport.exchanges.map { Question($0) })
    }

    private static func found(_ id: String) -> Change { .found(ItemKey(id), .mail(.of(id))) }

    private static func unreadable(
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

    private static func answer(_ ids: [String], _ message: (String) -> String = { Exchange.item($0) }) -> HTTPAnswer {
        Exchange.answer("GetItem", ids.map(message))
    }

    @Test(
        "finds the one that spoils every batch it is in, and reads all others",
        arguments: [0, 1, 24, 25, 48, 49, 99, 119],
        ["status", "cut", "malformed", "fault", "reset"]
    )
    func poison(position: Int, kind: String) async throws {
        let ids = (0..<120).map { "item\($0)" }
        let (changes, questions) = try await Self.changes(of: ids) { question in
            guard question.itemIDs.contains(ids[position]) else { return Self.answer(question.itemIDs) }
            switch kind {
            case "status": return HTTPAnswer(status: .internalServerError, contentType: "text/html", body: [])
            case "cut": return HTTPAnswer(body: Array(Exchange.envelope("<m:GetItemResponse>").prefix(150)))
            case "malformed": return HTTPAnswer(body: Exchange.envelope("<m:GetItemResponse><a></b>"))
            case "fault": return Exchange.fault("ErrorCorruptData")
            default: throw HTTPError(.receive, "cut")
            }
        }
        for (index, change) in changes.enumerated() where index != position {
            #expect(change == Self.found(ids[index]))
        }
        Self.unreadable(changes[position], vendorCode: kind == "fault" ? "ErrorCorruptData" : nil)
        #expect(questions.count < 40)
    }

    @Test func `finds several bad ones side by side`() async throws {
        let ids = (0..<50).map { "item\($0)" }
        let bad = Set(ids[20..<24])
        let (changes, _) = try await Self.changes(of: ids) { question in
            bad.isDisjoint(with: question.itemIDs) ? Self.answer(question.itemIDs) : Exchange.fault("ErrorItemCorrupt")
        }
        for (id, change) in zip(ids, changes) where !bad.contains(id) { #expect(change == Self.found(id)) }
        for (id, change) in zip(ids, changes) where bad.contains(id) {
            Self.unreadable(change, vendorCode: "ErrorItemCorrupt")
        }
    }

    @Test func `asks for less of the one that cannot be delivered whole`() async throws {
        let ids = ["a", "bad", "c"]
        let (changes, questions) = try await Self.changes(of: ids) { question in
            let isWhole = question.text.contains("message:References")
            return Self.answer(question.itemIDs) { id in
                id == "bad" && isWhole ? Exchange.error("GetItem", "ErrorItemPropertyRequestFailed") : Exchange.item(id)
            }
        }
        #expect(changes == ids.map { Self.found($0) })
        #expect(questions.map(\.itemIDs) == [ids, ["bad"]])
        #expect(questions[1].text.contains("message:ToRecipients"))
    }

    @Test func `gives up on the one that cannot be delivered in any way`() async throws {
        let (changes, questions) = try await Self.changes(of: ["a", "bad", "c"]) { question in
            Self.answer(question.itemIDs) {
                $0 == "bad" ? Exchange.error("GetItem", "ErrorItemCorrupt") : Exchange.item($0)
            }
        }
        #expect(changes[0] == Self.found("a"))
        Self.unreadable(changes[1], vendorCode: "ErrorItemCorrupt")
        #expect(changes[2] == Self.found("c"))
        #expect(questions.count == 2)
    }

    @Test func `asks once more before blaming the only item of a page`() async throws {
        let transport = ScriptedTransport { _ in HTTPAnswer(status: .internalServerError, contentType: nil, body: []) }
        let alone = try await Self.source(transport).changes(of: [ItemKey("a")], in: Self.stream)
        guard case .unreadable = alone.first else {
            Issue.record("readable")
            return
        }
        let shapes = await transport.exchanges.map { Question($0).text.contains("message:References") }
        #expect(shapes == [true, true, false])
    }

    /// A folder with these items, each `GetItem` answered as told.
    private static func folder(
        of ids: [String],
        _ answer: @escaping @Sendable (Question) throws -> HTTPAnswer
    ) -> ScriptedTransport {
        ScriptedTransport { exchange in
            let question = Question(exchange)
            guard question.operation == "SyncFolderItems" else { return try answer(question) }
            let done = ids.firstIndex { "after \($0)" == question.syncState }.map { $0 + 1 } ?? 0
            let most = question.text.split(separator: "<m:MaxChangesReturned>").last?.prefix { $0.isNumber } ?? ""
            let page = ids[done...].prefix(Int(most) ?? 512)
            return Exchange.syncFolderItems(
                state: "after \(page.last ?? "")",
                isLast: done + page.count == ids.count,
                changes: page.map { ("Create", $0) }
            )
        }
    }

    @Test(
        "blames no item when nothing at all can be read, also over pages and batches",
        arguments: [1, 2, 12, 100, 512],
        ["page", "status", "cut", "fault"]
    )
    func nothing(count: Int, kind: String) async throws {
        let ids = (0..<count).map { "item\($0)" }
        let transport = Self.folder(of: ids) { _ in
            switch kind {
            case "page": HTTPAnswer(contentType: "text/html", body: Array("<html>Sign in</html>".utf8))
            case "status": HTTPAnswer(status: .internalServerError, contentType: "text/html", body: [])
            case "cut": HTTPAnswer(body: Array(Exchange.envelope("<m:GetItemResponse>").prefix(150)))
            default: Exchange.fault("ErrorInternalServerError")
            }
        }
        let source = Self.source(transport)
        var asked = 0
        for attempt in 1...6 {
            let error = await #expect(throws: SourceError.self) {
                try await source.changes(in: Self.stream, after: Cursor("old"))
            }
            #expect(error?.code == .unavailable)
            #expect(error?.scope == .stream)
            let questions = await transport.exchanges.count { Question($0).operation == "GetItem" }
            #expect(questions - asked <= (attempt == 1 ? 20 : 6))
            asked = questions
            if error?.retry == .never { break }
        }
        #expect(asked <= 40)
    }

    @Test func `does not let what could not be read before keep the new from being read`() async throws {
        let ids = (0..<100).map { "item\($0)" }
        let transport = ScriptedTransport { _ in HTTPAnswer(status: .internalServerError, contentType: nil, body: []) }
        let source = Self.source(transport)
        let changes = try await source.changes(of: ids.map { ItemKey($0) }, in: Self.stream)
        #expect(changes.map(\.item.text) == ids)
        #expect(changes.allSatisfy { if case .unreadable = $0 { true } else { false } })
        #expect(await transport.exchanges.count <= 20)
    }

    @Test(
        "keeps what was delivered before a pause, and asks for no more at once than the server bears",
        arguments: [1, 3, 10, 40]
    )
    func busy(bears: Int) async throws {
        let ids = (0..<120).map { "item\($0)" }
        let transport = Self.folder(of: ids) { question in
            Exchange.answer(
                "GetItem",
                question.itemIDs.enumerated().map { position, id in
                    position < bears ? Exchange.item(id) : Exchange.error("GetItem", "ErrorServerBusy")
                }
            )
        }
        let source = Self.source(transport)
        var cursor = Cursor("old")
        var found: [Change] = []
        var pauses = 0
        while found.count < ids.count {
            do {
                let page = try await source.changes(in: Self.stream, after: cursor)
                found += page.changes
                cursor = page.cursor
            } catch let error as SourceError {
                pauses += 1
                #expect(error.code == .throttled)
                guard pauses < 6 else { break }
            }
        }
        #expect(found == ids.map { Self.found($0) })
        #expect(pauses == 1)
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

    @Test func `does not hammer a server that hangs or cannot be reached`() async throws {
        for (phase, limit) in [(HTTPError.Phase.timeout, 6), (.connect, 1), (.tls, 1)] {
            let transport = ScriptedTransport { _ in throw HTTPError(phase, "no answer") }
            let ids = (0..<50).map { ItemKey("item\($0)") }
            let error = await #expect(throws: SourceError.self) {
                let changes = try await Self.source(transport).changes(of: ids, in: Self.stream)
                if case .unreadable(_, let error)? = changes.last { throw error }
            }
            #expect(error?.code == .unavailable)
            #expect(await transport.exchanges.count <= limit)
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

@Suite struct `The size of batches` {
    @Test func `halves on failure and recovers with what works`() async {
        let pace = BatchPace(first: 50, largest: 100)
        let mailbox = Exchange.mailbox.id
        #expect(await pace.size(for: mailbox) == 50)
        await pace.noteFailure(of: 50, for: mailbox)
        #expect(await pace.size(for: mailbox) == 25)
        await pace.noteSuccess(of: 10, for: mailbox)
        #expect(await pace.size(for: mailbox) == 25)
        await pace.noteSuccess(of: 25, for: mailbox)
        #expect(await pace.size(for: mailbox) == 28)
        await pace.noteFailure(of: 1, for: mailbox)
        #expect(await pace.size(for: mailbox) == 1)
        await pace.noteSuccess(of: 1, for: mailbox)
        #expect(await pace.size(for: mailbox) == 2)
        await pace.noteSuccess(of: 96, for: mailbox)
        #expect(await pace.size(for: mailbox) == 100)
        #expect(await pace.size(for: Mailbox.ID("ben@example.com")) == 50)
    }
}
