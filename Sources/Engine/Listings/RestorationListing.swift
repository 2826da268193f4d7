import Connector

/// What was put back from a backup, as every face shows it.
package struct RestorationListing: Encodable {
    package let storeEpoch: String
    /// What the log has removed since the backup was made.
    package let removedAgain: RemovalListing
    /// Whether the log is that of this machine, not the backup's.
    package let keptLog: Bool

    package init(_ done: Engine.Restoration) {
        storeEpoch = done.epoch.text
        removedAgain = RemovalListing(done.removed)
        keptLog = done.keptLog
    }
}
