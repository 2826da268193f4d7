import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

@testable import EWS

/// What spoils a batch, and what keeps everything from being read.
extension `Reading items` {
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
    static func folder(
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
}
