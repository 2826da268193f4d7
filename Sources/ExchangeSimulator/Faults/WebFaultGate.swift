import Synchronization

/// Lets requests through to Graph, or not, and records who disobeyed.
package final class WebFaultGate: Sendable {
    package struct Statistics: Hashable, Sendable {
        /// A batch is one.
        package internal(set) var requests = 0
        /// Requests inside of batches.
        package internal(set) var innerRequests = 0
        package internal(set) var faults = 0
        /// Requests for a mailbox that came while its client had been told to wait.
        package internal(set) var requestsDuringBackOff = 0
        package internal(set) var requestsOverLimit = 0
        /// The most that were under way in one mailbox.
        package internal(set) var mostConcurrentRequests = 0
    }

    private struct State {
        var plan: WebFaultPlan
        var counts: [Int: Int] = [:]
        var running: [String: Int] = [:]
        var backOffs: [String: (start: Duration, end: Duration)] = [:]
        var statistics = Statistics()
    }

    /// Requests that come so soon after a refusal were sent before the client could know of it.
    private static let grace = Duration.milliseconds(50)

    private let state: Mutex<State>
    private let now: @Sendable () -> Duration

    /// - Parameter now: Time since any fixed moment; it must not go backwards.
    init(_ plan: WebFaultPlan, now: @escaping @Sendable () -> Duration) {
        state = Mutex(State(plan: plan))
        self.now = now
    }

    var statistics: Statistics { state.withLock { $0.statistics } }

    func use(_ plan: WebFaultPlan) {
        state.withLock { state in
            state.plan = plan
            state.counts = [:]
        }
    }

    /// Answers `request` by `service`, unless a fault comes in between.
    ///
    /// - Parameter isPart: whether it came in a batch.
    func answer(
        _ request: ReceivedRequest,
        isPart: Bool = false,
        requestID: String,
        date: Int,
        _ service: () async -> ServerAnswer
    ) async -> ServerAnswer {
        let mailbox = request.path.lowercased().split(separator: "/").dropFirst(2).first.map(String.init) ?? ""
        let fault = enter(request, mailbox, isPart: isPart)
        defer { state.withLock { $0.running[mailbox, default: 1] -= 1 } }
        if case .delay(let milliseconds) = fault { try? await Task.sleep(for: .milliseconds(milliseconds)) }
        if let refusal = fault?.refusal(requestID: requestID, now: date) { return refusal }
        var answer = await service()
        fault?.damage(&answer)
        return answer
    }

    private func enter(_ request: ReceivedRequest, _ mailbox: String, isPart: Bool) -> WebFault? {
        let now = now()
        return state.withLock { state in
            if isPart { state.statistics.innerRequests += 1 } else { state.statistics.requests += 1 }
            state.running[mailbox, default: 0] += 1
            let running = state.running[mailbox, default: 0]
            state.statistics.mostConcurrentRequests = max(state.statistics.mostConcurrentRequests, running)
            if let backOff = state.backOffs[mailbox], (backOff.start + Self.grace..<backOff.end).contains(now) {
                state.statistics.requestsDuringBackOff += 1
            }
            // A batch by itself is in no mailbox.
            if let limit = state.plan.concurrency, !mailbox.isEmpty, running > limit {
                state.statistics.requestsOverLimit += 1
                return .throttled(retryAfter: "2")
            }
            guard let fault = Self.fault(for: request, &state) else { return nil }
            state.statistics.faults += 1
            if let pause = fault.backOff { state.backOffs[mailbox] = (now, now + max(pause, Self.grace)) }
            return fault
        }
    }

    private static func fault(for request: ReceivedRequest, _ state: inout State) -> WebFault? {
        var found: WebFault?
        let path = request.path.lowercased()
        for (index, rule) in state.plan.rules.enumerated() {
            guard rule.path.isEmpty || path.contains(rule.path) else { continue }
            if rule.fault == .expired, !request.query.contains("token") { continue }
            state.counts[index, default: 0] += 1
            let number = state.counts[index, default: 0]
            if found == nil, number >= rule.first, number - rule.first < rule.count { found = rule.fault }
        }
        return found
    }
}
