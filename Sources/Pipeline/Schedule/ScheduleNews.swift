package import Interactions

/// What happens on a schedule, for logs and metrics; nothing depends on it.
package enum ScheduleNews: Sendable {
    /// It was decided who is read, and what may not be kept is removed.
    case settled(Settlement)
    /// Facts could not be read; those before are used until the next try, after this time.
    case refreshFailed(any Error, next: Duration)
    case began(StreamOwner)
    /// What follows from the store could not be worked out; it is tried again, and stays as it was until then.
    case derivationFailed(any Error)
    case ended(OwnerOutcome, took: Duration)
    case progress(SyncProgress)
    /// Everything under way is finished.
    case stopped
}
