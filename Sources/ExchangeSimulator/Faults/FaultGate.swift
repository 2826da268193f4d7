import Synchronization
import XMLStream

/// Lets requests through to the operations, or not: faults of the plan, limits, and a record of who disobeyed.
package final class FaultGate: Sendable {
    enum Verdict: Sendable {
        /// Carry it out, then let the fault strike, if there is one.
        case admitted(Fault?)
        /// Answer this instead.
        case refused(Fault)
    }

    /// How many requests Exchange works on at the same time.
    package struct Limits: Hashable, Sendable {
        /// Of one account in one mailbox (policy EWSMaxConcurrency).
        package var requests = 27
        /// Of SyncFolderItems and SyncFolderHierarchy in one mailbox (policy ConcurrentSyncCalls).
        package var syncCalls = 5
        /// What the answer to one sync call too many says.
        package var backOff = 5_000

        package init() {}
    }

    private struct State {
        var plan: FaultPlan
        /// Requests that fitted a rule: by its place in the plan, and by mailbox where it counts them on their own.
        var counts: [CountKey: Int] = [:]
        var backOffs: [BackOff] = []
        var running: [RunningKey: Int] = [:]
        var statistics = Statistics()
    }

    private struct CountKey: Hashable {
        let rule: Int
        let mailbox: String
    }

    private struct RunningKey: Hashable {
        let account: String
        let mailbox: String
        let isSync: Bool
    }

    /// A time in which a client has been told to be quiet.
    private struct BackOff {
        let account: String
        /// Nil for all of the account.
        let mailbox: String?
        let throttle: Throttle
        let start: Duration
        let end: Duration

        func covers(_ call: Call) -> Bool {
            account == call.account && (mailbox == nil || mailbox == call.mailbox)
        }
    }

    private let state: Mutex<State>
    private let limits: Limits
    private let grace: Duration
    private let now: @Sendable () -> Duration

    /// - Parameters:
    ///   - grace: Requests that come so soon after a refusal were sent before the client could know of it; they are
    ///     refused, but not counted as disobedience.
    ///   - now: Time since any fixed moment; it must not go backwards.
    package init(
        _ plan: FaultPlan = FaultPlan(),
        limits: Limits = Limits(),
        grace: Duration = .milliseconds(50),
        now: @escaping @Sendable () -> Duration
    ) {
        state = Mutex(State(plan: plan))
        self.limits = limits
        self.grace = grace
        self.now = now
    }

    /// What was asked and refused so far.
    package var statistics: Statistics { state.withLock { $0.statistics } }

    /// Puts another plan in place, with all its counting at zero; a back-off that was given goes on.
    package func use(_ plan: FaultPlan) {
        state.withLock { state in
            state.plan = plan
            state.counts = [:]
        }
    }

    /// Decides about a request; one that is admitted has to be given back to `leave`.
    func enter(_ call: Call) -> Verdict {
        let now = now()
        return state.withLock { state in
            state.statistics.requests[call.operation, default: 0] += 1
            state.backOffs.removeAll { $0.end <= now }
            if let backOff = state.backOffs.first(where: { $0.covers(call) }) {
                if now - backOff.start > grace { state.statistics.requestsDuringBackOff += 1 }
                return .refused(.throttle(backOff.throttle))
            }
            let fault = Self.fault(for: call, &state)
            if fault != nil { state.statistics.faults += 1 }
            if let fault, fault.isRefusal {
                if case .throttle(let throttle) = fault { Self.begin(throttle, call, now, &state) }
                return .refused(fault)
            }
            return admit(call, fault, now, &state)
        }
    }

    /// Says that the answer to an admitted request is ready.
    func leave(_ call: Call) {
        state.withLock { state in
            for key in Self.keys(of: call) { state.running[key, default: 1] -= 1 }
        }
    }

    private func admit(_ call: Call, _ fault: Fault?, _ now: Duration, _ state: inout State) -> Verdict {
        for key in Self.keys(of: call) {
            let limit = key.isSync ? limits.syncCalls : limits.requests
            guard state.running[key, default: 0] >= limit else { continue }
            state.statistics.requestsOverLimit += 1
            let throttle = key.isSync ? Throttle.syncCalls(milliseconds: limits.backOff) : .connections
            Self.begin(throttle, call, now, &state)
            return .refused(.throttle(throttle))
        }
        for key in Self.keys(of: call) {
            state.running[key, default: 0] += 1
            if !key.isSync {
                state.statistics.mostConcurrentRequests = max(
                    state.statistics.mostConcurrentRequests,
                    state.running[key, default: 0]
                )
            }
        }
        return .admitted(fault)
    }

    private static func keys(of call: Call) -> [RunningKey] {
        let all = RunningKey(account: call.account, mailbox: call.mailbox, isSync: false)
        guard call.operation == .syncFolderItems || call.operation == .syncFolderHierarchy else { return [all] }
        return [all, RunningKey(account: call.account, mailbox: call.mailbox, isSync: true)]
    }

    private static func begin(_ throttle: Throttle, _ call: Call, _ now: Duration, _ state: inout State) {
        guard let length = throttle.backOff, length > .zero else { return }
        let mailbox = throttle.isOfMailbox ? call.mailbox : nil
        state.backOffs.append(
            BackOff(account: call.account, mailbox: mailbox, throttle: throttle, start: now, end: now + length)
        )
    }

    private static func fault(for call: Call, _ state: inout State) -> Fault? {
        var found: Fault?
        for (index, rule) in state.plan.rules.enumerated() {
            if let operation = rule.operation, operation != call.operation { continue }
            if case .stuck = rule.fault, !call.hasSyncState { continue }
            if case .vanish = rule.fault, call.operation != .getItem { continue }
            if case .one(let address) = rule.mailbox, address != call.mailbox { continue }
            let key = CountKey(rule: index, mailbox: rule.mailbox == .each ? call.mailbox : "")
            state.counts[key, default: 0] += 1
            if found == nil, rule.hits(request: state.counts[key, default: 0]) { found = rule.fault }
        }
        return found
    }
}
