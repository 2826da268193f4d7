import ConnectorTesting
import ExchangeSimulator
import Testing

/// Everybody written in every way, and no copy like another: what comes out is what the generator knows to be true.
@Suite(.timeLimit(.minutes(60))) struct PeopleTests {
    @Test(arguments: Torture.isWhole ? Array(1...10) : [])
    func `What everybody did is told once, and of those who did it`(seed: UInt64) async throws {
        let reading = PeopleReading(seed: seed, count: Torture.isWhole ? 120 : 60)
        try await World.with(reading.state, configure: { $0.validatesRequests = false }) { world in
            for way in PeopleReading.Way.allCases { try await reading.check(way, in: world) }
        }
    }
}
