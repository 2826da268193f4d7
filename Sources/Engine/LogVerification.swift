/// What a verification of the log found; that there is one at all means that nothing was tampered with.
package struct LogVerification: Hashable, Sendable {
    package let records: Int
    /// Whether a crash left the last record half written; the next one takes its place.
    package let hasUnfinishedRecord: Bool
}
