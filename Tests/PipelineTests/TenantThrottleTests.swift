import ConnectorTesting
import Interactions
import Testing

@testable import Pipeline

struct TenantThrottleTests {
    private static func owner(_ number: Int) -> StreamOwner {
        EmailAddress("m\(number)@contoso.example").map { .mailbox(Mailbox(address: $0)) } ?? .crm
    }

    @Test func `Three mailboxes throttled within a minute are a storm, and one again and again is none`() {
        let clock = ManualClock()
        let storm = TenantThrottle(threshold: 3, clock: clock)
        func note(_ number: Int, isThrottled: Bool = true) -> Bool {
            storm.note(Self.owner(number), isThrottled: isThrottled, wait: .seconds(1))
        }
        for _ in 0..<10 { #expect(!note(1)) }
        #expect(!note(2))
        // A connection that broke is no throttling.
        #expect(!note(3, isThrottled: false))
        #expect(note(3))
        #expect(note(1))
        clock.advance(by: .seconds(60))
        #expect(!note(1))
        #expect(!note(2))
        #expect(note(4))
        #expect(storm.pauses.count == 17)
        #expect(storm.pauses.throttled == 16)
        #expect(storm.pauses.waited == .seconds(17))
    }
}
