import Connector
import ConnectorTesting
import EWS
import ExchangeSimulator
import Interactions
import MicrosoftGraph
import Pipeline
import Testing

/// Who looks further back later sees what he would have seen from the start.
struct WindowTests {
    private static let tenant = TenantGenerator(users: 2, seed: 12, itemsPerUser: 60, now: 1_795_435_200).generate()

    @Test(arguments: World.Service.allCases)
    func `Keeping for longer reads what was left out`(service: World.Service) async throws {
        try await World.with(Self.tenant, mailboxes: 2) { world in
            func sync(_ store: MemoryStore, days: Int) async throws -> StoreContent {
                let source: any Source = service == .ews ? try world.source() : try world.graphSource()
                let name = service == .ews ? EWSSource.name : GraphSource.name
                let plan = try world.plan(store, source: source, sourceName: name, retention: Retention(days: days))
                _ = try await plan.run(world.mailboxes)
                return await store.content
            }
            let store = MemoryStore()
            let narrow = try await sync(store, days: 30)
            let wide = try await sync(store, days: 3_660)
            #expect(wide == (try await sync(MemoryStore(), days: 3_660)))
            #expect(narrow.interactions.count * 2 < wide.interactions.count)
            #expect(try await sync(store, days: 30).interactions == narrow.interactions)
        }
    }

    @Test(arguments: World.Service.allCases)
    func `A wider window of the calendar brings its meetings`(service: World.Service) async throws {
        try await World.with(Self.tenant, mailboxes: 2) { world in
            func sync(_ store: MemoryStore, days: Int) async throws -> StoreContent {
                let source: any Source
                switch service {
                case .ews:
                    source = try world.source {
                        $0.calendarDaysBack = days
                        $0.calendarDaysAhead = days
                    }
                case .graph:
                    source = try world.graphSource {
                        $0.calendarDaysBack = days
                        $0.calendarDaysAhead = days
                    }
                }
                let name = service == .ews ? EWSSource.name : GraphSource.name
                _ = try await world.plan(store, source: source, sourceName: name).run(world.mailboxes)
                return await store.content
            }
            let store = MemoryStore()
            let narrow = try await sync(store, days: 5)
            let wide = try await sync(store, days: 366)
            #expect(wide == (try await sync(MemoryStore(), days: 366)))
            #expect(narrow.interactions.count < wide.interactions.count)
            // What lies before and behind the window is not looked at any more; it stays until retention ends.
            #expect(try await sync(store, days: 5).interactions == wide.interactions)
        }
    }
}
