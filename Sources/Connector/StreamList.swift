/// A list of streams that fails alone, beside the others of its owner: that of an archive, or of calendars.
package struct StreamList: Hashable, Sendable {
    /// Whose pauses those are that a service asks for while the list or what is on it is read.
    package enum Pauses: Hashable, Sendable {
        /// The owner's.
        case owner
        /// Of the list alone: what is on it may lie on a server of its own.
        case own
    }

    /// For people, and for what is remembered of it; for example `archive`.
    package let name: String
    /// Where its pages begin, as `Source.streams(of:after:)` takes it.
    package let start: Cursor?
    package let pauses: Pauses

    package init(_ name: String, start: Cursor? = nil, pauses: Pauses = .owner) {
        self.name = name
        self.start = start
        self.pauses = pauses
    }
}
