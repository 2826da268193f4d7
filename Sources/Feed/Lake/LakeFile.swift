package import Interactions

/// A file that a delivery adds to a lake.
package struct LakeFile: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Rows as they are now: of interactions and participants those of a month of UTC such as `2026-11`.
        case part(month: String?)
        /// Rows and deletions since the delivery before.
        case changes
    }

    package let stream: FeedStream
    package let kind: Kind

    package init(_ stream: FeedStream, _ kind: Kind) {
        self.stream = stream
        self.kind = kind
    }
}
