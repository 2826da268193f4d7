import Connector
import Interactions

/// Asks the source about one owner as long as it is admitted, and asks again when that makes sense, behind the gates of
/// everybody it concerns.
///
/// No other place repeats, pauses or gives up.
struct SourceReader: Sendable {
    /// What all owners have in common who are read through one source.
    struct Shared: Sendable {
        let binding: SourceBinding
        /// Closed when the whole source asks for a pause.
        let pause: PauseGate
        let throttle: TenantThrottle
        let host = HostBreaker()
        /// Of the whole source.
        let blame: PauseBlame
    }

    let gate: AdmissionCheck
    let shared: Shared
    let policy: RetryPolicy
    let pauses: PauseBook
    /// The time of day, to say when a pause ends.
    let time: @Sendable () -> Timestamp
    let stop: StopSignal
    let progress: @Sendable (SyncProgress) -> Void
    /// Of the mailbox.
    let blame: PauseBlame
    /// Closed when what is being read asks for a pause of its own.
    private var listPause: PauseGate?

    init(
        gate: AdmissionCheck,
        shared: Shared,
        policy: RetryPolicy,
        pauses: PauseBook,
        time: @escaping @Sendable () -> Timestamp,
        stop: StopSignal,
        progress: @escaping @Sendable (SyncProgress) -> Void,
        streams: Int
    ) {
        self.gate = gate
        self.shared = shared
        self.policy = policy
        self.pauses = pauses
        self.time = time
        self.stop = stop
        self.progress = progress
        blame = PauseBlame(most: streams)
    }

    /// The same for `list`, and for what is on it.
    func reading(_ list: StreamList) -> SourceReader {
        var reader = self
        if list.pauses == .own { reader.listPause = pauses.gate(of: gate.owner, list: list.name) }
        return reader
    }

    private var clock: any Clock<Duration> { pauses.clock }
    /// Of the whole run.
    private var stopwatch: Stopwatch { pauses.stopwatch }
    /// Closed when the mailbox asks for a pause.
    private var mailboxPause: PauseGate { pauses.gate(of: gate.owner) }

    /// The result of `request`, repeated as `policy` says.
    ///
    /// - Parameter scope: what is out of reach without an answer, if the error is about nothing larger.
    /// - Throws: the last `SourceError`, or `CancellationError`; `StopRequested` if the stop came before the answer,
    ///   `AdmissionLost` if the mailbox may not be asked any more.
    func read<Answer: Sendable>(
        concerning scope: SourceError.Scope,
        _ request: @escaping @Sendable (any Source) async throws -> Answer
    ) async throws -> Answer {
        let ownPause = PauseGate()
        var attempt = 0
        var last: SourceError?
        while true {
            try await waitForPauses(and: ownPause, after: last)
            _ = try await gate.pass()
            let turn = shared.host.turn
            do {
                let answer = try await ask(request, after: last)
                shared.host.noteAnswer()
                shared.blame.noteAnswer()
                blame.noteAnswer()
                progress(.answered(gate.owner, source: shared.binding.name, nil))
                return answer
            } catch let error as SourceError {
                attempt += 1
                last = error
                progress(.answered(gate.owner, source: shared.binding.name, error.code))
                if error.scope == .host {
                    try note(unreachable: error, of: turn, attempt: attempt, concerning: scope)
                } else {
                    shared.host.noteAnswer()
                    try pause(after: error, attempt: attempt, ownPause: ownPause, concerning: scope)
                }
            }
        }
    }

    /// Asks the policy about parts that failed on an otherwise good answer.
    ///
    /// - Returns: whether to ask again; who comes back waits as long as it takes.
    /// - Throws: `SourceError` if the service asks for more patience than a run has.
    func mayRepeat(after failures: [SourceError], attempt: Int) throws -> Bool {
        for failure in failures {
            switch policy.step(after: failure, attempt: attempt) {
            case .again(let wait):
                if wait > .zero {
                    close(mailboxPause, for: wait, because: failure, isThrottled: failure.code == .throttled)
                }
                return true
            case .leave(let asked): throw leave(mailboxPause, for: asked, failure.concerning(.mailbox))
            case .giveUp: break
            }
        }
        return false
    }

    /// Returns when nobody whom it concerns has to be left alone, looking at all gates again after every wait.
    private func waitForPauses(and ownPause: PauseGate, after last: SourceError?) async throws {
        while true {
            if let verdict = shared.host.verdict { throw verdict }
            let now = stopwatch.now
            let gates = [shared.pause, mailboxPause, listPause, ownPause].compactMap(\.self)
            let pauses = gates.compactMap { $0.pause(at: now) }
            let pause = pauses.max { $0.end < $1.end }
            guard !stop.isRequested else { throw StopRequested(waitingFor: pause?.cause ?? last) }
            guard let pause else { return }
            // What was left for another run nobody waits for.
            if let left = pauses.first(where: { $0.cause.retry == .never }) { throw left.cause }
            try await stop.sleep(for: pause.end - now, clock: clock)
        }
    }

    private func ask<Answer: Sendable>(
        _ request: @escaping @Sendable (any Source) async throws -> Answer,
        after last: SourceError?
    ) async throws -> Answer {
        let source = shared.binding.source
        do {
            return try await stop.answer(within: policy.grace, clock: clock) {
                guard let host = shared.binding.host else { return try await request(source) }
                return try await noticing(silenceOf: host) { try await request(source) }
            }
        } catch let stopped as StopRequested {
            throw StopRequested(waitingFor: stopped.waitingFor ?? last)
        }
    }

    private func noticing<Answer: Sendable>(
        silenceOf host: String,
        _ request: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await request() }
            group.addTask {
                try await clock.sleep(for: policy.silence, tolerance: nil)
                progress(.waiting(policy.silence, reason: "no answer from \(host) yet", gate.owner))
                return nil
            }
            defer { group.cancelAll() }
            while let answer = try await group.next() {
                if let answer { return answer }
            }
            throw CancellationError()
        }
    }

    /// - Throws: what is to be thrown to the caller, if it is not to be asked again.
    private func note(
        unreachable error: SourceError,
        of turn: Int,
        attempt: Int,
        concerning scope: SourceError.Scope
    ) throws {
        let error = error.naming(shared.binding.host)
        switch shared.host.note(error, of: turn, at: stopwatch.now) {
        case .giveUp: throw shared.host.verdict ?? error
        case .again: break
        case .wait(let wait): close(shared.pause, for: policy.jitter(wait), because: error, isThrottled: false)
        }
        // Others are answered, so it is not the host.
        if attempt >= policy.attempts { throw error.concerning(scope) }
    }

    /// - Throws: what is to be thrown to the caller, if it is not to be asked again.
    private func pause(
        after error: SourceError,
        attempt: Int,
        ownPause: PauseGate,
        concerning scope: SourceError.Scope
    ) throws {
        let step = policy.step(after: error, attempt: attempt)
        let isThrottled = error.code == .throttled
        let isStorm = isThrottled && shared.throttle.isStorm(with: gate.owner)
        let gate =
            switch error.scope {
            case _ where isStorm: shared.pause
            case .source, .host: shared.pause
            case .mailbox: listPause ?? mailboxPause
            case .part: listPause ?? ownPause
            case .item, .stream: ownPause
            }
        switch step {
        case .again(let wait):
            if wait > .zero { close(gate, for: wait, because: error, isThrottled: isThrottled) }
        case .leave(let asked): throw leave(gate, for: asked, ofList(error))
        case .giveUp:
            // Nobody else may ask earlier either.
            if let pause = policy.pause(after: error), pause > .zero {
                gate.close(until: stopwatch.now + pause, for: error)
            }
            throw ofList(blamed(error, concerning: scope))
        }
    }

    /// - Returns: what is to be thrown.
    private func leave(_ gate: PauseGate, for asked: Duration, _ error: SourceError) -> SourceError {
        let left = SourceError.pause(asked: error, until: time().advanced(by: asked))
        close(gate, for: asked, because: left, isThrottled: true)
        return left
    }

    /// The error of a question that was asked for the last time, concerning no more than it has to.
    private func blamed(_ error: SourceError, concerning scope: SourceError.Scope) -> SourceError {
        guard error.retry != .never, error.scope > scope else { return error }
        let blame = error.scope >= .host ? shared.blame : self.blame
        return blame.standsAlone() ? error.concerning(scope) : error
    }

    /// What keeps the mailbox out of reach while a list with pauses of its own is read concerns that list.
    private func ofList(_ error: SourceError) -> SourceError {
        listPause != nil && error.scope == .mailbox ? error.concerning(.part) : error
    }

    private func close(_ gate: PauseGate, for wait: Duration, because error: SourceError, isThrottled: Bool) {
        gate.close(until: stopwatch.now + wait, for: error)
        shared.throttle.note(isThrottled: isThrottled, wait: wait)
        progress(.waiting(wait, reason: error.message, self.gate.owner))
    }
}

extension SourceError {
    fileprivate static func pause(asked error: SourceError, until end: Timestamp) -> SourceError {
        SourceError(
            .throttled,
            scope: error.scope,
            retry: .never,
            message: "\(error.message) It is not to be asked before \(end.iso8601); run again then.",
            vendorCode: error.vendorCode
        )
    }

    fileprivate func naming(_ host: String?) -> SourceError {
        guard let host, !message.contains(host) else { return self }
        return SourceError(code, scope: scope, retry: retry, message: "\(host): \(message)", vendorCode: vendorCode)
    }
}
