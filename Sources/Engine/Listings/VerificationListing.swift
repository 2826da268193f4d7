/// What a verification of the log found, as every face shows it.
package struct VerificationListing: Encodable {
    package let records: Int
    /// Whether a crash left the last record half written.
    package let hasUnfinishedRecord: Bool

    /// - Parameter found: nil if nothing was recorded yet.
    package init(_ found: LogVerification?) {
        records = found?.records ?? 0
        hasUnfinishedRecord = found?.hasUnfinishedRecord ?? false
    }
}
