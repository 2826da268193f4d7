/// How far reading is in the process that serves, as every face shows it.
package struct ProgressListing: Hashable, Sendable, Encodable {
    package enum Phase: String, Sendable, CaseIterable, Encodable {
        /// Nobody was decided on yet.
        case starting
        case reading
        /// Nobody is due.
        case idle
        case stopped
    }

    package let phase: Phase
    /// Mailboxes, and the CRM, that are read on schedule.
    package let readable: Int
    package let reading: Int
    /// Read to their end since this reading began.
    package let finished: Int
    /// Of which something could not be read.
    package let failed: Int
    package let items: Int
    /// Of those that are being read, how many wait.
    package let waiting: Int
    /// What they wait for: sentences for people.
    package let reasons: [String]
    /// Whether what services say of users could not be read the last time.
    package let isMissingFacts: Bool
}
