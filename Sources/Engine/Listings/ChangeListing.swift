package import Eligibility

/// What became of an event of the life cycle that somebody asked for, as every face shows it.
package struct ChangeListing: Encodable {
    package let isRecorded: Bool
    /// Why nothing was recorded; nil if the event was.
    package let already: String?
    /// How things stand then.
    package let lifeCycle: LifeCycleListing

    package init(_ outcome: Engine.LifeCycleOutcome, under profile: EligibilityProfile) {
        already = outcome.already
        isRecorded = already == nil
        lifeCycle = LifeCycleListing(outcome.state, under: profile)
    }
}
