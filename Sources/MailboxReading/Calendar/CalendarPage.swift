package import Connector
package import Interactions

/// One step of a round over a calendar.
package struct CalendarPage<Event: Sendable>: Sendable {
    /// What this stretch shows and no earlier one of the round did.
    package let events: [Event]
    /// What could not be read in this step, and why.
    package let failure: (stretch: Stretch, error: SourceError)?
    /// Where the round goes on.
    package let progress: CalendarProgress
    package let isFirst: Bool
    package let isLast: Bool
    /// The window: of what begins before, a view says nothing if it is over by then, and of what begins behind, never.
    package let span: Range<Timestamp>

    /// For `Change.unreadable`.
    package var unreadable: [Change] {
        failure.map { [.unreadable($0.stretch.item, $0.error)] } ?? []
    }

    /// Whether what the round did not name is gone: not if a stretch of it could not be read.
    package var isWhole: Bool { progress.unread.isEmpty }
}
