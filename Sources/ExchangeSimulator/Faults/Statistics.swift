/// What the simulator counted since its start.
package struct Statistics: Hashable, Sendable {
    /// All that were understood and signed in, also those that were refused.
    package internal(set) var requests: [EWSOperation: Int] = [:]
    /// Requests that met a fault of the plan.
    package internal(set) var faults = 0
    /// Requests that came although the client had been told to wait.
    ///
    /// An obedient client has none.
    package internal(set) var requestsDuringBackOff = 0
    /// Requests that were one too many at the same time.
    package internal(set) var requestsOverLimit = 0
    /// The most that one account had under way in one mailbox.
    package internal(set) var mostConcurrentRequests = 0
}
