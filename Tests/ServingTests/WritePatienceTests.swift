import Engine
import Testing

@testable import Serving

struct WritePatienceTests {
    private struct Broken: Error {}

    private static let full = EngineError(.cannotCreate, "The disk is full.")

    @Test func `A process that could write once waits longer and longer, and begins anew after it could again`() throws
    {
        var patience = WritePatience()
        #expect(try patience.wait(after: Self.full, wasReady: true) == .seconds(15))
        #expect(try patience.wait(after: Self.full, wasReady: false) == .seconds(30))
        for _ in 0..<20 { _ = try patience.wait(after: Self.full, wasReady: false) }
        #expect(try patience.wait(after: Self.full, wasReady: false) == .seconds(300))
        #expect(try patience.wait(after: Self.full, wasReady: true) == .seconds(15))
    }

    @Test func `What was wrong from the start, and what no room helps, ends it`() {
        var patience = WritePatience()
        #expect(throws: EngineError.self) { try patience.wait(after: Self.full, wasReady: false) }
        #expect(throws: Broken.self) { try patience.wait(after: Broken(), wasReady: true) }
        #expect(throws: EngineError.self) {
            try patience.wait(after: EngineError(.evidenceBroken, "x"), wasReady: true)
        }
    }
}
