/// What goes wrong and when; the same requests in the same order meet the same faults.
package struct FaultPlan: Hashable, Sendable {
    /// A fault and the requests that meet it.
    package struct Rule: Hashable, Sendable {
        package var fault: Fault
        /// Nil for any.
        package var operation: EWSOperation?
        package var mailbox: Mailbox
        /// Which of the requests that fit is the first to meet it, from 1.
        package var first: Int
        /// How many meet it, one after the other.
        package var count: Int
        /// A repetition after so many requests, counted from the first; nil for none.
        package var period: Int?

        package init(
            _ fault: Fault,
            operation: EWSOperation? = nil,
            mailbox: Mailbox = .any,
            first: Int = 1,
            count: Int = 1,
            period: Int? = nil
        ) {
            self.fault = fault
            self.operation = operation
            self.mailbox = mailbox
            self.first = max(first, 1)
            self.count = count
            self.period = period
        }

        package func hits(request number: Int) -> Bool {
            guard number >= first else { return false }
            guard let period, period > 0 else { return number - first < count }
            return (number - first) % period < count
        }
    }

    /// Whose requests a rule counts.
    package enum Mailbox: Hashable, Sendable {
        /// All together.
        case any
        /// Those of each mailbox on their own.
        case each
        /// Primary SMTP address in lower case.
        case one(String)
    }

    /// Items that cause trouble from the start: so many in every mailbox.
    package struct Trap: Hashable, Sendable {
        package let flag: StoredItem.Flags
        package let count: Int

        package init(_ flag: StoredItem.Flags, count: Int) {
            self.flag = flag
            self.count = count
        }
    }

    /// If several hit a request, the first counts.
    package var rules: [Rule]
    package var traps: [Trap]

    package init(_ rules: [Rule] = [], traps: [Trap] = []) {
        self.rules = rules
        self.traps = traps
    }
}
