import Connector
import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Pipeline
import Testing

/// A server, or something before it, that repeats, delays and swaps answers.
struct MixedAnswerTests {
    private static let state = TenantGenerator(users: 2, seed: 21, itemsPerUser: 20, now: 1_795_435_200).generate()

    @Test(arguments: [DisturbedServices.Service.ews, .graph], [1, 2] as [UInt64])
    func `No answer to another question is stored, neither of what is in a mailbox nor of how far it was read`(
        service: DisturbedServices.Service,
        seed: UInt64
    ) async throws {
        var options = SimulatedExchange.Options()
        options.offersCompression = false
        // Nobody connects; its links are those of a server over TLS.
        options.identity = try TLSIdentity.generate(now: Date())
        let simulator = try await SimulatedExchange.start(tenant: Tenant(Self.state), options: options)
        do {
            let services = try DisturbedServices(Self.state, simulator)
            let whole = MemoryStore()
            services.use(nil)
            _ = try await services.run(service, whole, round: 0, clock: ImpatientClock())
            let store = MemoryStore()
            services.mix(seed: seed)
            var isComplete = false
            for _ in 0..<6 where !isComplete {
                let report = try await services.run(service, store, round: 0, clock: ImpatientClock())
                isComplete = report.rounds.allSatisfy { if case .complete = $0.end { true } else { false } }
            }
            #expect(isComplete)
            #expect(services.mixed > 10)
            #expect(await store.content == whole.content)
            for mailbox in services.mailboxes {
                let (found, expected) = (await ids(of: mailbox, store), await ids(of: mailbox, whole))
                #expect(found == expected)
            }
            // The states are this mailbox's own: nothing is new after them.
            services.use(nil)
            let again = try await services.run(service, store, round: 0, clock: ImpatientClock())
            #expect(again.commits == CommitSummary())
            await simulator.stop()
        } catch {
            await simulator.stop()
            throw error
        }
    }

    private func ids(of mailbox: Mailbox, _ store: MemoryStore) async -> Set<InteractionID> {
        let numbers = await Set(store.numbers(onlyOf: [mailbox.address]))
        let stored = await store.reduce(into: [StoredInteraction]()) { $0.append($1) }
        return Set(stored.filter { numbers.contains($0.number) }.map(\.id))
    }
}
