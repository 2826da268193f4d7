import Connector
import ConnectorTesting
import ExchangeSimulator
import Interactions
import MicrosoftGraph
import Pipeline
import SQLiteStore
import Testing

/// How many requests a mailbox takes in which nothing is new, and that nothing is missed for it.
@Suite struct RequestCountTests {
    private static let now = 1_795_435_200

    /// HTTP requests so far, and those inside of batches.
    private static func requests(_ world: World, _ service: World.Service) -> (outer: Int, inner: Int) {
        switch service {
        case .ews: (world.requests, 0)
        case .graph: (world.webStatistics.requests, world.webStatistics.innerRequests)
        }
    }

    private static func counting(
        _ world: World,
        _ store: SQLiteInteractionStore,
        _ service: World.Service
    ) async throws -> (outer: Int, inner: Int) {
        let before = requests(world, service)
        try await world.sync(store, through: service)
        let after = requests(world, service)
        return (after.outer - before.outer, after.inner - before.inner)
    }

    @Test(arguments: World.Service.allCases)
    func `A mailbox in which nothing changed takes one request`(service: World.Service) async throws {
        let state = TenantGenerator(users: 4, seed: 7, itemsPerUser: 40, now: Self.now - 3_600).generate()
        try await World.with(state) { world in
            // The generator stops an hour ago; by now all clocks agree that nothing came since.
            world.tenant.update { $0.now = Self.now }
            let store = try world.store()
            let backfill = try await Self.counting(world, store, service)
            let whole = try await Self.counting(world, store, service)
            let operations = world.statistics.requests
            let short = try await Self.counting(world, store, service)
            let asked = world.statistics.requests.map { ($0.key, $0.value - operations[$0.key, default: 0]) }
            let again = try await Self.counting(world, store, service)
            let count = world.mailboxes.count
            // One more for an archive, which may be on another server.
            let archives = service == .graph ? 0 : state.mailboxes.count { $0.number(of: .archivemsgfolderroot) != nil }
            #expect(short.outer == count + archives, "\(backfill), \(whole), \(short), \(asked)")
            #expect(again == short)
            #expect(whole.outer > 4 * count)
            // A day later everything is listed and read.
            world.tenant.update { $0.now += 86_400 }
            #expect(try await Self.counting(world, store, service).outer > 4 * count)
        }
    }

    @Test(arguments: World.Service.allCases, Torture.share([UInt64](1...4), every: 4))
    func `Whatever happens between two rounds, a short one finds what a first one finds`(
        service: World.Service,
        seed: UInt64
    ) async throws {
        var dice = SplitMix64(seed: seed)
        let state = TenantGenerator(users: 2, seed: seed, itemsPerUser: 30, now: Self.now - 3_600).generate()
        try await World.with(state, mailboxes: 2) { world in
            world.tenant.update { $0.now = Self.now }
            let store = try world.store()
            for _ in 0..<3 { try await Self.read(world, store, service) }
            for step in 0..<(Torture.isWhole ? 6 : 3) {
                // Sometimes in the same second as before, and sometimes when the last change is long past.
                let pause = [0, 1, 600].randomElement(using: &dice) ?? 0
                for _ in 0...Int.random(in: 0...2, using: &dice) {
                    world.tenant.update { Self.change(&$0, pause: pause, &dice) }
                }
                let changed = try await Self.read(world, store, service)
                let other = try world.store("first-\(step)")
                try await Self.read(world, other, service)
                #expect(try await store.content == other.content, "step \(step), \(changed)")
            }
        }
    }

    @discardableResult
    private static func read(
        _ world: World,
        _ store: SQLiteInteractionStore,
        _ service: World.Service
    ) async throws -> CommitSummary {
        let report = try await world.plan(store, through: service) { $0.deletedMail = .remove }.run(world.mailboxes)
        #expect(report.mailboxes.allSatisfy { if case .complete = $0.end { true } else { false } })
        return report.commits
    }

    /// Does something to one mailbox.
    private static func change(_ state: inout TenantState, pause: Int, _ dice: inout SplitMix64) {
        state.now += pause
        guard let owner = state.mailboxes.prefix(2).randomElement(using: &dice)?.owner,
            let mailbox = state.mailbox(of: owner),
            let inbox = state[mailbox].number(of: .inbox), let sent = state[mailbox].number(of: .sentitems),
            let calendar = state[mailbox].number(of: .calendar), let trash = state[mailbox].number(of: .deleteditems)
        else { return }
        let mails = state[mailbox].items(in: inbox) + state[mailbox].items(in: sent)
        let events = state[mailbox].items(in: calendar)
        guard let mail = mails.randomElement(using: &dice), let event = events.randomElement(using: &dice) else {
            return
        }
        switch Int.random(in: 0..<10, using: &dice) {
        case 0: state.hardDelete(mail, of: mailbox)
        case 1: state.move(mail, of: mailbox, to: trash)
        case 2: state.setRead(Bool.random(using: &dice), mail, of: mailbox)
        case 3:
            let folder = state.addFolder("Project \(state.now)", below: inbox, in: mailbox)
            state.move(mail, of: mailbox, to: folder)
        case 4: state.rename(sent, of: mailbox, to: "Other \(state.now)")
        case 5: state.cancel(event, of: mailbox)
        case 6:
            state.editEvent(event, of: mailbox) {
                $0.start += 3_600; $0.end += 3_600
            }
        case 7: state.hardDelete(event, of: mailbox)
        case 8: state.expireSyncStates(of: mailbox)
        default: state.edit(mail, of: mailbox) { $0.subject += "!" }
        }
    }

    @Test(arguments: World.Service.allCases)
    func `Where the signal is refused, everything is read`(service: World.Service) async throws {
        let state = TenantGenerator(users: 2, seed: 5, itemsPerUser: 20, now: Self.now - 3_600).generate()
        try await World.with(state, mailboxes: 2) { world in
            world.tenant.update { $0.now = Self.now }
            let store = try world.store()
            for _ in 0..<3 { try await world.sync(store, through: service) }
            switch service {
            case .ews:
                let refusal = Fault.failing(code: "ErrorAccessDenied")
                world.use(FaultPlan([.init(refusal, operation: .findFolder, count: .max)]))
            case .graph:
                let refusal = WebFault.failing(status: 404, code: "UnknownError")
                world.use(WebFaultPlan([.init(refusal, path: "$batch", count: .max)]))
            }
            let refused = try await Self.counting(world, store, service)
            #expect(refused.outer > 4 * world.mailboxes.count)
        }
    }

    @Test func `A part of a batch that asks for a pause is obeyed, and a lost state is read from its start`()
        async throws
    {
        let state = TenantGenerator(users: 2, seed: 6, itemsPerUser: 20, now: Self.now - 3_600).generate()
        try await World.with(state, mailboxes: 1) { world in
            world.tenant.update { $0.now = Self.now }
            let store = try world.store()
            for _ in 0..<3 { try await world.sync(store, through: .graph) }
            let expected = try await store.content
            let throttled = WebFault.throttled(retryAfter: "1")
            world.use(WebFaultPlan([.init(throttled, path: "messages/delta", first: 2)]))
            #expect(try await Self.counting(world, store, .graph).outer == 2)
            world.use(WebFaultPlan([.init(.expired, path: "messages/delta", first: 2, count: 2)]))
            #expect(try await Self.counting(world, store, .graph).outer > 2)
            #expect(try await store.content == expected)
        }
    }
}
