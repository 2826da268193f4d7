package import Connector
package import Interactions

/// A source, and whom it is asked about.
package struct SourceBinding: Sendable {
    /// The bindings for mailboxes that may be read; of several that read one, the first does.
    ///
    /// Called once in a run, and only if there is anybody to be read; throws `SourceError` if no server can be found.
    package typealias Mailboxes = @Sendable ([Mailbox]) async throws -> [SourceBinding]

    package let source: any Source
    /// `StreamID.source` of the streams that it lists.
    package let name: String
    /// The server's name, for people; nil if there is none to be told.
    package let host: String?
    /// Whether a mailbox is read through this source.
    package let reads: @Sendable (Mailbox) -> Bool

    /// - Parameter reads: the rule by which mailboxes are read through this source.
    package init(
        _ source: any Source,
        name: String,
        host: String? = nil,
        reads: @escaping @Sendable (Mailbox) -> Bool = { _ in true }
    ) {
        self.source = source
        self.name = name
        self.host = host
        self.reads = reads
    }
}
