import ConnectorTesting
import Testing

@testable import Pipeline

@Suite struct StopSignalTests {
    @Test func `A stop ends a wait at once`() async throws {
        let stop = StopSignal()
        let clock = ManualClock()
        async let slept: Void = stop.sleep(for: .seconds(300), clock: clock)
        await clock.waitForSleepers()
        stop.request()
        try await slept
        #expect(clock.now.offset == .zero)
        #expect(stop.isRequested)
    }

    @Test func `A wait after the stop is over before it begins`() async throws {
        let stop = StopSignal()
        stop.request()
        stop.request()
        try await stop.sleep(for: .seconds(300), clock: ManualClock())
    }

    @Test func `Without a stop the wait takes its time`() async throws {
        let clock = ManualClock()
        let stop = StopSignal()
        async let slept: Void = stop.sleep(for: .seconds(5), clock: clock)
        await clock.waitForSleepers()
        clock.advance(by: .seconds(5))
        try await slept
        #expect(!stop.isRequested)
    }

    @Test func `Cancelling the task ends the wait with an error`() async {
        let clock = ManualClock()
        let stop = StopSignal()
        let task = Task { try await stop.sleep(for: .seconds(5), clock: clock) }
        await clock.waitForSleepers()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
