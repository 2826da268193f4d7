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
            client: Exchange.client(transport),
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
        Self.unreadable(alone.first)
        let shapes = await transport.exchanges.map { Question($0).text.contains("message:References") }
        #expect(shapes == [true, true, false])
    }

    @Test func `blames no item when nothing at all can be read`() async throws {
        let ids = (0..<100).map { "item\($0)" }
        let transport = ScriptedTransport { _ in HTTPAnswer(status: .internalServerError, contentType: nil, body: []) }
        let error = await #expect(throws: SourceError.self) {
            try await Self.source(transport, concurrentBatches: 1).changes(of: ids.map { ItemKey($0) }, in: Self.stream)
        }
        #expect(error?.code == .unavailable)
        #expect(error?.retry == .now)
        #expect(await transport.exchanges.count < 30)
    }

    @Test func `does not hammer a server that hangs or cannot be reached`() async throws {
        for (phase, limit) in [(HTTPError.Phase.timeout, 6), (.connect, 1), (.tls, 1)] {
            let transport = ScriptedTransport { _ in throw HTTPError(phase, "no answer") }
            let ids = (0..<50).map { ItemKey("item\($0)") }
            let error = await #expect(throws: SourceError.self) {
                try await Self.source(transport).changes(of: ids, in: Self.stream)
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
