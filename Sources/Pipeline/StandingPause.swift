package import Connector
package import Interactions

/// A pause that a service asked for and that outlasts a run.
package struct StandingPause: Hashable, Sendable {
    /// Whose mailbox is not to be asked about; nil for a whole source.
    package let owner: StreamOwner?
    /// That of the owner's lists of streams which alone is not to be asked for; nil for all there is.
    package let list: String?
    /// The source's name; nil for one owner.
    package let source: String?
    package let until: Timestamp

    package init(owner: StreamOwner?, list: String? = nil, source: String?, until: Timestamp) {
        self.owner = owner
        self.list = list
        self.source = source
        self.until = until
    }

    /// What ends a run that would ask earlier.
    package var error: SourceError {
        SourceError(
            .throttled,
            scope: owner == nil ? .source : list == nil ? .mailbox : .part,
            retry: .never,
            message: """
                The service asked for a pause. It is not to be asked before \(until.iso8601); run again then.
                """
        )
    }
}
