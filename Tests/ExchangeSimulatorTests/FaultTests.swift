import ExchangeSimulator
import HTTPTypes
import Testing
import XMLStream

struct FaultTests {
    /// Ann's Inbox by GetItem, with names, and the answer without any fault.
    private static func pair(_ fault: Fault) async throws -> (damaged: Answer, whole: Answer) {
        let exchange = try await Exchange.start(faults: FaultPlan([.init(fault, operation: .getItem)]))
        let ids = await exchange.sync().itemIDs
        let fields = ["item:Subject", "message:From"]
        return (await exchange.get(ids, fields: fields), await exchange.get(ids, fields: fields))
    }

    private static func isReadable(_ answer: Answer) -> Bool {
        do {
            var stream = XMLTokenStream(vocabulary: XMLVocabulary(namespaces: [], names: []))
            try stream.push(answer.raw.body)
            _ = try stream.finish()
            return true
        } catch {
            return false
        }
    }

    @Test(
        arguments: [
            (.throttle(.unavailable(seconds: 7)), 503, "7", []), (.throttle(.unavailable(seconds: nil)), 503, nil, []),
            (.throttle(.tooManyRequests(seconds: 3)), 429, "3", []),
            (.throttle(.busy(milliseconds: 900)), 500, nil, ["ErrorServerBusy"]),
            (.throttle(.connections), 500, nil, ["ErrorExceededConnectionCount"]),
            (.throttle(.syncCalls(milliseconds: 900)), 200, nil, ["ErrorServerBusy"]),
            (.throttle(.inner(milliseconds: 900)), 200, nil, ["ErrorInternalServerError"]),
            (.unauthorized, 401, nil, []), (.forbidden, 403, nil, []), (.redirect, 302, nil, []),
            (.page, 200, nil, []), (.empty, 200, nil, []),
            (.refused(code: "ErrorADUnavailable"), 500, nil, ["ErrorADUnavailable"]),
            (.failing(code: "ErrorMailboxMoveInProgress"), 200, nil, ["ErrorMailboxMoveInProgress"]),
        ] as [(Fault, Int, String?, [String])]
    )
    func `A refusal has its status, header and codes`(
        fault: Fault,
        status: Int,
        retryAfter: String?,
        codes: [String]
    ) async throws {
        let exchange = try await Exchange.start(faults: FaultPlan([.init(fault)]))
        let answer = await exchange.sync()
        #expect(answer.status == status)
        #expect(answer.raw.headers[.retryAfter] == retryAfter)
        #expect(answer.codes == codes)
        exchange.clock.advance(by: .seconds(10))
        #expect(await exchange.sync().codes == ["NoError"])
        #expect(exchange.simulator.statistics.faults == 1)
        #expect(exchange.simulator.statistics.requests[.syncFolderItems] == 2)
    }

    @Test func `A refused batch has a response message for every id`() async throws {
        let plan = FaultPlan([.init(.failing(code: "ErrorMailboxStoreUnavailable"), operation: .getItem)])
        let exchange = try await Exchange.start(faults: plan)
        let ids = await exchange.sync().itemIDs
        #expect(
            await exchange.get(ids).codes == ["ErrorMailboxStoreUnavailable"]
                + Array(repeating: "ErrorMailboxStoreUnavailable", count: 2)
        )
    }

    @Test(arguments: [Throttle.busy(milliseconds: 250), .syncCalls(milliseconds: 250), .inner(milliseconds: 250)])
    func `The time to wait is not the first value`(throttle: Throttle) async throws {
        let answer = await (try Exchange.start(faults: FaultPlan([.init(.throttle(throttle))]))).sync()
        #expect(answer.attributes("Name", of: "t:Value").first != "BackOffMilliseconds")
        #expect(answer.text.contains("<t:Value Name=\"BackOffMilliseconds\">250</t:Value>"))
    }

    @Test func `Who comes back too early is refused and counted, except at once`() async throws {
        let plan = FaultPlan([.init(.throttle(.busy(milliseconds: 1_000)), first: 2)])
        let exchange = try await Exchange.start(faults: plan)
        #expect(await exchange.sync().status == 200)
        #expect(await exchange.sync().status == 500)
        // Was on its way already.
        #expect(await exchange.sync().status == 500)
        #expect(exchange.simulator.statistics.requestsDuringBackOff == 0)
        exchange.clock.advance(by: .milliseconds(600))
        #expect(await exchange.sync().status == 500)
        #expect(exchange.simulator.statistics.requestsDuringBackOff == 1)
        exchange.clock.advance(by: .milliseconds(400))
        #expect(await exchange.sync().status == 200)
        #expect(exchange.simulator.statistics.requestsDuringBackOff == 1)
    }

    @Test func `A back-off of one mailbox leaves the others alone, one of the account does not`() async throws {
        let request = """
            <m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds>\
            <t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder>
            """
        for (throttle, status) in [(Throttle.inner(milliseconds: 500), 200), (.busy(milliseconds: 500), 500)] {
            let exchange = try await Exchange.start(faults: FaultPlan([.init(.throttle(throttle))]))
            _ = await exchange.send(request)
            exchange.clock.advance(by: .milliseconds(100))
            #expect(await exchange.send(request, impersonating: Exchange.bob).status == status)
            #expect(await exchange.send(request, user: Exchange.bob, impersonating: nil).status == 200)
        }
    }

    @Test func `More requests at once than the limits allow are refused`() async throws {
        var limits = FaultGate.Limits()
        limits.syncCalls = 2
        limits.backOff = 0
        let plan = FaultPlan([.init(.delay(milliseconds: 300), count: .max)])
        let exchange = try await Exchange.start(faults: plan, limits: limits)
        let codes = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<6 { group.addTask { await exchange.sync().codes } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(codes.count { $0 == "NoError" } == 2)
        #expect(codes.count { $0 == "ErrorServerBusy" } == 4)
        #expect(exchange.simulator.statistics.requestsOverLimit == 4)
        #expect(exchange.simulator.statistics.mostConcurrentRequests == 2)
    }

    // MARK: Damage

    @Test func `Forbidden characters stand in names and subjects, as references or as they are`() async throws {
        for (fault, sign) in [(Fault.references, "&#x1;"), (.controls, "\u{1B}")] {
            let (damaged, whole) = try await Self.pair(fault)
            #expect(damaged.text.ranges(of: sign).count == 6)
            #expect(!whole.text.contains(sign))
            #expect(damaged.itemIDs == whole.itemIDs)
        }
    }

    @Test(arguments: [Fault.doctype, .truncated])
    func `An answer that no strict reader takes`(fault: Fault) async throws {
        let (damaged, whole) = try await Self.pair(fault)
        #expect(!Self.isReadable(damaged))
        #expect(Self.isReadable(whole))
    }

    @Test func `A truncated answer says so at its end`() async throws {
        #expect(try await Self.pair(.truncated).damaged.text.hasSuffix("=== Truncated Data ==="))
    }

    @Test func `A byte order mark and a missing charset change nothing else`() async throws {
        let (marked, whole) = try await Self.pair(.byteOrderMark)
        #expect(marked.raw.body == [0xEF, 0xBB, 0xBF] + whole.raw.body)
        let (bare, _) = try await Self.pair(.withoutCharset)
        #expect(bare.raw.headers[.contentType] == "text/xml")
        #expect(bare.raw.body == whole.raw.body)
    }

    @Test func `Pieces end inside of characters and references, and make the whole`() async throws {
        let (split, whole) = try await Self.pair(.pieces)
        guard case .pieces(let ends) = split.raw.delivery else {
            Issue.record("not in pieces")
            return
        }
        #expect(split.raw.body == whole.raw.body)
        #expect(ends == ends.sorted())
        #expect(ends.contains { whole.raw.body[$0] & 0xC0 == 0x80 })
        #expect(ends.contains { whole.raw.body[$0 - 1] == UInt8(ascii: "&") })
    }

    @Test func `A cut answer announces its whole length`() async throws {
        let (cut, whole) = try await Self.pair(.cut(percent: 50))
        #expect(cut.raw.delivery == .cut(after: whole.raw.body.count / 2))
        #expect(cut.raw.body == whole.raw.body)
    }

    @Test func `A bomb is small on the wire`() async throws {
        let (bomb, _) = try await Self.pair(.bomb(mebibytes: 16))
        #expect(bomb.raw.headers[.contentEncoding] == "gzip")
        #expect(bomb.raw.body.count < 32 << 10)
    }

    // MARK: Content

    @Test func `A poisoned item fails its batch, a corrupt one only itself`() async throws {
        let exchange = try await Exchange.start(mails: 8, faults: FaultPlan(traps: [.init(.poison, count: 1)]))
        let ids = await exchange.sync().itemIDs
        #expect(await exchange.get(ids).status == 500)
        var healthy: [String] = []
        for id in ids where await exchange.get([id]).status == 200 { healthy.append(id) }
        #expect(healthy.count == 7)
        #expect(await exchange.get(healthy).codes == Array(repeating: "NoError", count: 7))

        exchange.simulator.use(FaultPlan(traps: [.init(.corrupt, count: 2)]))
        let codes = await exchange.get(healthy).codes
        #expect(codes.count == 7)
        #expect(codes.count { $0 == "ErrorItemCorrupt" } >= 1)
    }

    @Test func `An item vanishes between the sync and its reading, and the next sync says so`() async throws {
        let exchange = try await Exchange.start(faults: FaultPlan([.init(.vanish)]))
        let sync = await exchange.sync()
        #expect(await exchange.get(sync.itemIDs).codes == ["ErrorItemNotFound", "NoError", "NoError"])
        let next = await exchange.sync(sync.syncState)
        #expect(next.changes == ["Delete"])
        #expect(next.itemIDs == [sync.itemIDs[0]])
    }

    @Test func `A sync is stuck once it has a state`() async throws {
        let exchange = try await Exchange.start(faults: FaultPlan([.init(.stuck)]))
        let first = await exchange.sync()
        #expect(first.isLast)
        let stuck = await exchange.sync(first.syncState)
        #expect(stuck.syncState == first.syncState)
        #expect(!stuck.isLast && stuck.changes.isEmpty)
        #expect(await exchange.sync(first.syncState).isLast)
    }

    @Test func `A mailbox moves in the middle of a run`() async throws {
        let plan = try FaultPlan(parsing: "@each:moving#2x2, @each:moved#4")
        let exchange = try await Exchange.start(faults: plan)
        let ids = await exchange.sync().itemIDs
        #expect(await exchange.sync().codes == ["ErrorMailboxMoveInProgress"])
        #expect(await exchange.get([ids[0]]).codes == ["ErrorMailboxMoveInProgress"])
        #expect(Set(await exchange.sync().itemIDs).isDisjoint(with: ids))
    }
}
