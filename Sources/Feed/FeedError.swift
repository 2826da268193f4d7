/// Why the feed could not be delivered.
package struct FeedError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        /// A position of another store, or of another life of this one.
        case foreignPosition
        /// A state that is none, or of which nothing is known.
        case badState
        /// Bytes that cannot be made or written.
        case cannotWrite
    }

    package let code: Code
    /// What happened and what to do; no address, no identifier of anybody.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
