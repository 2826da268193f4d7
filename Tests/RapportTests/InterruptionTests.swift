import Connector
import ConnectorTesting
import ExchangeSimulator
import Pipeline
import Testing

/// The real sources over TLS: stopped before and after every write, resumed, compared, run again.
@Suite(.timeLimit(.minutes(60))) struct InterruptionTests {
    enum Scenario: String, CaseIterable {
        case firstSync, movesAndDeletions, cancelledMeetings, expiredStates

        func change(_ state: inout TenantState) {
            for owner in state.mailboxes.map(\.owner) {
                guard let mailbox = state.mailbox(of: owner) else { continue }
                switch self {
                case .firstSync: break
                case .movesAndDeletions:
                    guard let inbox = state[mailbox].number(of: .inbox),
                        let trash = state[mailbox].number(of: .deleteditems)
                    else { continue }
                    for (index, item) in state[mailbox].items(in: inbox).enumerated() {
                        if index % 3 == 0 { state.move(item, of: mailbox, to: trash) }
                        if index % 3 == 1 { state.hardDelete(item, of: mailbox) }
                    }
                case .cancelledMeetings:
                    guard let calendar = state[mailbox].number(of: .calendar) else { continue }
                    for (index, item) in state[mailbox].items(in: calendar).enumerated() where index % 2 == 0 {
                        state.cancel(item, of: mailbox)
                    }
                case .expiredStates:
                    state.expireSyncStates(of: mailbox)
                    guard let calendar = state[mailbox].number(of: .calendar),
                        let first = state[mailbox].items(in: calendar).first
                    else { continue }
                    state.hardDelete(first, of: mailbox)
                }
            }
        }
    }

    private static let cases: [(Scenario, World.Service)] = Torture.share(
        Scenario.allCases.flatMap { scenario in World.Service.allCases.map { (scenario, $0) } },
        every: 3
    )

    @Test(arguments: cases)
    func `Interrupted at any write, the next run ends where an uninterrupted one does`(
        scenario: Scenario,
        service: World.Service
    ) async throws {
        let before = TenantGenerator(users: 2, seed: 21, itemsPerUser: 12, now: 1_795_435_200).generate()
        var after = before
        scenario.change(&after)
        let changed = after
        try await World.with(before, mailboxes: 1, configure: { $0.validatesRequests = false }) { world in
            let old = MemoryStore()
            if scenario != .firstSync { try await world.sync(old, through: service) }
            world.tenant.update { $0 = changed }
            let reference = await old.copy()
            try await world.sync(reference, through: service)
            let expected = await reference.content

            var interruptions = 0
            let salt = Scenario.allCases.count { $0.rawValue < scenario.rawValue } * 2 + (service == .ews ? 0 : 1)
            for point in Torture.interruptionPoints(salt) {
                let store = await old.copy()
                do {
                    _ = try await world.plan(InterruptedStore(store, at: point), through: service).run(world.mailboxes)
                    break
                } catch is Interruption {
                    interruptions += 1
                }
                try await world.sync(store, through: service)
                #expect(await store.content == expected, "\(point), \(Torture.again)")
                let third = try await world.sync(store, through: service)
                #expect(third == CommitSummary(), "\(point), \(Torture.again)")
            }
            #expect(interruptions >= (Torture.isWhole ? 8 : 1))
        }
    }
}
