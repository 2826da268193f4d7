import Connector
import Testing

@testable import Pipeline

@Suite struct RetryPolicyTests {
    @Test(
        arguments: [
            (SourceError.Retry.now, 1, Duration.zero),
            (.now, 2, .seconds(10)),
            (.now, 3, .seconds(20)),
            (.after(.seconds(3)), 1, .seconds(3)),
            (.after(.seconds(300)), 2, .seconds(300)),
            (.after(.seconds(3)), 5, .seconds(80)),
            (.after(.seconds(86_400)), 1, .seconds(310)),
        ]
    )
    func `Waits as long as the service asks, longer each time, and never longer than the limit`(
        retry: SourceError.Retry,
        attempt: Int,
        wait: Duration
    ) {
        var policy = RetryPolicy()
        policy.jitter = { $0 }
        let error = SourceError(.throttled, scope: .mailbox, retry: retry, message: "")
        #expect(policy.wait(after: error, attempt: attempt) == wait)
    }

    @Test func `Gives up on what cannot be retried and after the last attempt`() {
        let policy = RetryPolicy()
        let never = SourceError(.noMailbox, scope: .mailbox, retry: .never, message: "")
        let now = SourceError(.unavailable, scope: .source, retry: .now, message: "")
        #expect(policy.wait(after: never, attempt: 1) == nil)
        #expect(policy.wait(after: now, attempt: policy.attempts) == nil)
        #expect(policy.wait(after: now, attempt: policy.attempts - 1) != nil)
    }

    @Test func `Jitter only ever lengthens a wait, by a quarter at most`() throws {
        let error = SourceError(.throttled, scope: .mailbox, retry: .after(.seconds(100)), message: "")
        for _ in 0..<100 {
            let wait = try #require(RetryPolicy().wait(after: error, attempt: 1))
            #expect((.seconds(100) ... .seconds(125)).contains(wait))
        }
    }
}
