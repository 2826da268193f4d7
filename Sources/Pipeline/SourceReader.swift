import Connector
import Interactions

/// Asks the source about one owner as long as it is admitted, and asks again when that makes sense, behind the gates of
/// everybody it concerns.
struct SourceReader: Sendable {
    let source: any Source
    let gate: AdmissionCheck
    let policy: RetryPolicy
    let clock: any Clock<Duration>
    let stop: StopSignal
    /// Closed when the whole source asks for a pause.
    let sourcePause: PauseGate
    /// Closed when one mailbox does.
    let mailboxPause: PauseGate
    let storm: TenantThrottle

    /// The result of `request`, repeated as `policy` says.
    ///
    /// - Throws: the last `SourceError`, or `CancellationError`; `StopRequested` if the stop came before the answer,
    ///   `AdmissionLost` if the mailbox may not be asked any more.
    func read<Answer: Sendable>(
        _ request: @Sendable (any Source) async throws -> Answer
    ) async throws -> Answer {
        var attempt = 0
        while true {
            try await sourcePause.pass()
            try await mailboxPause.pass()
            guard !stop.isRequested else { throw StopRequested() }
            _ = try await gate.pass()
            do {
                return try await request(source)
            } catch let error as SourceError {
                attempt += 1
                guard let wait = policy.wait(after: error, attempt: attempt) else { throw error }
                guard wait > .zero else { continue }
                let isStorm = storm.note(gate.owner, isThrottled: error.code == .throttled, wait: wait)
                let pause = error.scope == .source || isStorm ? sourcePause : mailboxPause
                try await pause.close { try await stop.sleep(for: wait, clock: clock) }
            }
        }
    }
}

/// A graceful stop came before the answer did.
struct StopRequested: Error {}
