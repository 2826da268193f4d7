import ConnectorTesting
import ExchangeSimulator
import Interactions
import SQLiteStore
import Testing

/// How many requests a mailbox takes whose calendar changed, and that nothing is missed for it.
@Suite struct CalendarRequestTests {
    private static let now = 1_795_435_200

    /// How a meeting changes that stands alone.
    enum Edit: CaseIterable {
        case moved, cancelled, movedFarAway

        func make(_ event: inout SimulatedEvent) {
            switch self {
            case .moved:
                event.start += 3_600
                event.end += 3_600
            case .cancelled: event.isCancelled = true
            case .movedFarAway:
                event.start += 900 * 86_400
                event.end += 900 * 86_400
            }
        }
    }

    @Test(arguments: World.Service.allCases, Edit.allCases)
    func `A meeting that stands alone takes few requests when it changes`(service: World.Service, edit: Edit)
        async throws
    {
        let state = TenantGenerator(users: 2, seed: 11, itemsPerUser: 60, now: Self.now - 3_600).generate()
        try await World.with(state, mailboxes: 1) { world in
            world.tenant.update { $0.now = Self.now }
            let store = try world.store()
            for _ in 0..<3 { try await world.sync(store, through: service) }
            let owner = try #require(world.mailboxes.first).address.text
            world.tenant.update { state in
                state.now += 600
                guard let mailbox = state.mailbox(of: owner), let calendar = state[mailbox].number(of: .calendar),
                    let single = state[mailbox].items(in: calendar).last(where: { item in
                        let stored = state[mailbox].item(item)
                        return stored.map { state[mailbox].events[Int($0.content)].recurrence == nil } ?? false
                    })
                else { return }
                state.editEvent(single, of: mailbox) { edit.make(&$0) }
            }
            let before = Self.requests(world, service)
            try await world.sync(store, through: service)
            let asked = Self.requests(world, service) - before
            // With those for whose the mailbox is, and in EWS for its archive.
            #expect(asked <= (service == .ews ? 6 : 8), "\(asked)")
            let other = try world.store("first")
            try await world.sync(other, through: service)
            #expect(try await store.content == other.content)
        }
    }

    private static func requests(_ world: World, _ service: World.Service) -> Int {
        service == .ews ? world.requests : world.webStatistics.requests
    }
}
