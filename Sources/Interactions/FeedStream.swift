/// A stream of the feed; the raw value is its name downstream.
package enum FeedStream: String, Hashable, Sendable, CaseIterable {
    case interaction
    case participant = "interaction_participant"
    case person, record, relationship, introduction

    /// Whether its rows are worked out from others and kept as they were told last.
    package var isDerived: Bool {
        switch self {
        case .interaction, .participant: false
        case .person, .record, .relationship, .introduction: true
        }
    }
}
