import ExchangeSimulator
import Testing

struct FaultPlanTests {
    @Test(
        arguments: [
            ("busy=500", .init(.throttle(.busy(milliseconds: 500)))),
            ("unavailable", .init(.throttle(.unavailable(seconds: nil)))),
            ("unavailable=2", .init(.throttle(.unavailable(seconds: 2)))),
            ("GetItem:cut=60#4", .init(.cut(percent: 60), operation: .getItem, first: 4)),
            ("getitem:cut#2x3", .init(.cut(percent: 50), operation: .getItem, first: 2, count: 3)),
            ("pieces#1/5", .init(.pieces, period: 5)),
            ("pieces#3x2/5", .init(.pieces, first: 3, count: 2, period: 5)),
            (
                "SyncFolderItems@each:stuck#2",
                .init(.stuck, operation: .syncFolderItems, mailbox: .each, first: 2)
            ),
            ("@Ann@Contoso.example:forbidden", .init(.forbidden, mailbox: .one("ann@contoso.example"))),
            ("refused=ErrorADUnavailable", .init(.refused(code: "ErrorADUnavailable"))),
            ("moving", .init(.failing(code: "ErrorMailboxMoveInProgress"))),
        ] as [(String, FaultPlan.Rule)]
    )
    func `A rule names a fault, whose requests and which of them`(text: String, rule: FaultPlan.Rule) throws {
        #expect(try FaultPlan(parsing: text) == FaultPlan([rule]))
    }

    @Test func `Rules and traps keep their order between commas`() throws {
        let plan = try FaultPlan(parsing: "empty, poison=2,corrupt, GetItem:slow=5")
        #expect(plan.rules == [.init(.empty), .init(.slow(milliseconds: 5), operation: .getItem)])
        #expect(plan.traps == [.init(.poison, count: 2), .init(.corrupt, count: 1)])
    }

    @Test(
        arguments: [
            "nothing", "busy=", "busy=-1", "busy=soon", "GetItems:busy", "GetItem:", "busy#0", "busy#2x", "busy#2x0",
            "busy#1/0", "@nobody:busy", "poison=0", "poison=x", "empty#first", "page=1",
        ]
    )
    func `What is not a rule is refused by name`(text: String) {
        #expect(throws: FaultPlan.SyntaxError(rule: text)) { try FaultPlan(parsing: text) }
    }
}

extension FaultPlanTests {
    @Test(
        arguments: [
            ("throttled", .init(.throttled(retryAfter: nil))), ("throttled=2", .init(.throttled(retryAfter: "2"))),
            ("messages/Delta:expired#2x3", .init(.expired, path: "messages/delta", first: 2, count: 3)),
            ("failing=503", .init(.failing(status: 503, code: "generalException"))),
            ("events:cut=60", .init(.cut(percent: 60), path: "events")),
        ] as [(String, WebFaultPlan.Rule)]
    )
    func `A rule for Graph names a fault, and part of a path`(text: String, rule: WebFaultPlan.Rule) throws {
        #expect(try WebFaultPlan(parsing: text) == WebFaultPlan([rule]))
        #expect(try WebFaultPlan(parsing: "concurrency=4,\(text)") == WebFaultPlan([rule], concurrency: 4))
    }

    @Test(arguments: [
        "nothing", "concurrency=0", "throttled=soon", "page=1", "failing=200", "empty#0", "empty#1x", "events:",
    ])
    func `What is not a rule for Graph is refused by name, with all faults`(text: String) {
        let error = WebFaultPlan.SyntaxError(rule: text)
        #expect(throws: error) { try WebFaultPlan(parsing: text) }
        for fault in WebFault.named { #expect(error.description.contains(fault.name)) }
    }

    @Test func `Every name makes a fault of its own`() {
        #expect(Set(Fault.named.compactMap { $0.make(nil) }).count == Fault.named.count)
        #expect(Set(WebFault.named.compactMap { $0.make(nil) }).count == WebFault.named.count)
    }
}

extension FaultPlanTests {
    @Test(
        arguments: [
            (FaultPlan.Rule(.empty), [1]), (.init(.empty, first: 3), [3]),
            (.init(.empty, first: 2, count: 3), [2, 3, 4]),
            (.init(.empty, period: 4), [1, 5, 9]), (.init(.empty, first: 3, count: 2, period: 4), [3, 4, 7, 8]),
        ]
    )
    func `A rule hits its requests by number`(rule: FaultPlan.Rule, numbers: [Int]) {
        #expect((1...10).filter(rule.hits) == numbers)
    }
}
