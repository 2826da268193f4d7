/// What goes wrong with requests to Graph, and when; the same requests in the same order meet the same faults.
package struct WebFaultPlan: Hashable, Sendable {
    package struct Rule: Hashable, Sendable {
        package var fault: WebFault
        /// What the path has in it, in lower case; empty for any.
        package var path: String
        /// Which of the requests that fit is the first to meet it, from 1.
        package var first: Int
        /// How many meet it, one after the other.
        package var count: Int

        package init(_ fault: WebFault, path: String = "", first: Int = 1, count: Int = 1) {
            self.fault = fault
            self.path = path
            self.first = first
            self.count = count
        }
    }

    /// If several hit a request, the first counts.
    package var rules: [Rule]
    /// How many requests for one mailbox are worked on at the same time; the next one is throttled.
    package var concurrency: Int?

    package init(_ rules: [Rule] = [], concurrency: Int? = nil) {
        self.rules = rules
        self.concurrency = concurrency
    }
}
