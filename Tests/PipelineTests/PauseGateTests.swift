import ConnectorTesting
import Synchronization
import Testing

@testable import Pipeline

@Suite struct PauseGateTests {
    @Test func `Nobody passes while somebody waits out a pause`() async throws {
        let gate = PauseGate()
        let clock = ManualClock()
        let passed = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await gate.close { try await clock.sleep(for: .seconds(5)) } }
            await clock.waitForSleepers()
            group.addTask {
                try await gate.pass()
                passed.raise()
            }
            clock.advance(by: .seconds(4))
            await Task.yield()
            #expect(!passed.isRaised)
            clock.advance(by: .seconds(1))
            try await group.waitForAll()
        }
        #expect(passed.isRaised)
    }

    @Test func `The last of several overlapping pauses opens the gate`() async throws {
        let gate = PauseGate()
        let clock = ManualClock()
        try await withThrowingTaskGroup(of: Duration?.self) { group in
            for seconds in [3, 9] {
                group.addTask {
                    try await gate.close { try await clock.sleep(for: .seconds(seconds)) }
                    return nil
                }
            }
            await clock.waitForSleepers(2)
            group.addTask {
                try await gate.pass()
                return clock.now.offset
            }
            clock.advance(by: .seconds(3))
            await Task.yield()
            clock.advance(by: .seconds(6))
            let passedAt = try await group.compactMap { $0 }.first { _ in true }
            #expect(passedAt == .seconds(9))
        }
    }

    @Test func `A cancelled task does not wait at the gate`() async throws {
        let gate = PauseGate()
        let clock = ManualClock()
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await gate.close { try await clock.sleep(for: .seconds(5)) } }
            await clock.waitForSleepers()
            let blocked = Task { try await gate.pass() }
            blocked.cancel()
            await #expect(throws: CancellationError.self) { try await blocked.value }
            group.cancelAll()
        }
    }
}

private final class Flag: Sendable {
    private let state = Mutex(false)
    var isRaised: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }
}
