import Connector
import Testing

@testable import Pipeline

@Suite struct PauseGateTests {
    private static func error(_ message: String) -> SourceError {
        SourceError(.throttled, scope: .mailbox, retry: .now, message: message)
    }

    @Test func `Nobody passes before the end of a pause, and everybody at it`() {
        let gate = PauseGate()
        #expect(gate.pause(at: .zero) == nil)
        gate.close(until: .seconds(5), for: Self.error("a"))
        #expect(gate.pause(at: .zero)?.end == .seconds(5))
        #expect(gate.pause(at: .milliseconds(4_999))?.cause.message == "a")
        #expect(gate.pause(at: .seconds(5)) == nil)
    }

    @Test func `The longest of several pauses counts, in whatever order they are told`() {
        for order in [[3, 9, 6], [9, 6, 3], [6, 3, 9]] {
            let gate = PauseGate()
            for seconds in order { gate.close(until: .seconds(seconds), for: Self.error("\(seconds)")) }
            #expect(gate.pause(at: .seconds(8))?.cause.message == "9")
            #expect(gate.pause(at: .seconds(9)) == nil)
        }
    }
}
