import Connector
import Testing

@testable import Pipeline

@Suite struct RetryPolicyTests {
    private static func policy() -> RetryPolicy {
        var policy = RetryPolicy()
        policy.jitter = { $0 }
        return policy
    }

    private static func error(
        _ retry: SourceError.Retry,
        _ code: SourceError.Code = .unavailable
    ) -> SourceError {
        SourceError(code, scope: .mailbox, retry: retry, message: "")
    }

    @Test(
        arguments: [
            (SourceError.Retry.now, 1, Duration.zero), (.now, 2, .seconds(4)), (.now, 3, .seconds(8)),
            (.after(.seconds(3)), 1, .seconds(3)), (.after(.seconds(300)), 2, .seconds(300)),
            (.after(.seconds(310)), 1, .seconds(310)), (.after(.seconds(3)), 5, .seconds(32)),
        ]
    )
    func `Waits as long as the service asks, and longer each time`(
        retry: SourceError.Retry,
        attempt: Int,
        wait: Duration
    ) {
        #expect(Self.policy().step(after: Self.error(retry), attempt: attempt) == .again(after: wait))
    }

    @Test(arguments: [(1, Duration.seconds(10)), (3, .seconds(10)), (4, .seconds(16))])
    func `Who asks for a pause and does not say how long is left alone for a while`(attempt: Int, wait: Duration) {
        #expect(Self.policy().step(after: Self.error(.now, .throttled), attempt: attempt) == .again(after: wait))
    }

    @Test func `Its own waits have a limit`() {
        var policy = Self.policy()
        policy.attempts = 100
        #expect(policy.step(after: Self.error(.now), attempt: 50) == .again(after: .seconds(310)))
    }

    @Test(arguments: [Duration.milliseconds(310_001), .seconds(900), .seconds(86_400), .seconds(Int64.max / 2)])
    func `Who asks for more than a run can wait is left, and never asked earlier`(asked: Duration) {
        for attempt in [1, 5, 6, 7] {
            #expect(Self.policy().step(after: Self.error(.after(asked)), attempt: attempt) == .leave(for: asked))
        }
    }

    @Test func `Gives up on what cannot be retried and after the last attempt`() {
        let policy = Self.policy()
        #expect(policy.step(after: Self.error(.never), attempt: 1) == .giveUp)
        #expect(policy.step(after: Self.error(.now), attempt: policy.attempts) == .giveUp)
        #expect(policy.step(after: Self.error(.after(.seconds(30))), attempt: policy.attempts) == .giveUp)
        #expect(policy.step(after: Self.error(.now), attempt: policy.attempts - 1) != .giveUp)
    }

    @Test func `Jitter only ever lengthens a wait, by a quarter at most`() throws {
        for _ in 0..<100 {
            let step = RetryPolicy().step(after: Self.error(.after(.seconds(300))), attempt: 1)
            guard case .again(let wait) = step else {
                Issue.record("\(step)")
                return
            }
            #expect((.seconds(300) ... .seconds(375)).contains(wait))
        }
    }
}
