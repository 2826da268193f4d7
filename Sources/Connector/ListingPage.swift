import Interactions

/// A part of the list of an owner's streams; the list holds once its last page has come.
package struct ListingPage: Hashable, Sendable {
    /// Streams that no earlier page of this listing named.
    package let streams: [StreamID]
    /// Parts of the mailbox that could not be listed and fail alone, each of scope `.part`: what they hold is unknown,
    /// so nothing of them counts as gone.
    package let failures: [SourceError]
    /// What this page told of, chosen or not, such as the ids of folders: pages that only repeat it never end.
    package let told: Set<String>
    /// Where the next page begins, for as long as this listing lasts; nil on the last page.
    package let next: Cursor?

    /// - Parameter told: nil for the folders of `streams`.
    package init(
        streams: [StreamID],
        failures: [SourceError] = [],
        told: Set<String>? = nil,
        next: Cursor? = nil
    ) {
        self.streams = streams
        self.failures = failures
        self.told = told ?? Set(streams.map { "\($0.kind.rawValue) \($0.folder)" })
        self.next = next
    }
}
