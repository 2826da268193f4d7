package import Connector
package import Interactions

/// Tells a bad item from a bad day: what failed in each mailbox since something could last be read there.
///
/// An item is to blame only while others can be read. It counts over batches, pages and streams, so that a server that
/// can deliver nothing is not asked for one item after the other.
package actor ReadingHealth {
    /// Enough for half a dozen bad items in a row, whose batches have to be halved each time.
    private static let longest = 16
    /// From here on the mailbox is left alone in this run, but for one question from each stream.
    private static let hopeless = 24

    private var failures: [Mailbox.ID: Int] = [:]

    package init() {}

    package func noteSuccess(in mailbox: Mailbox.ID) {
        failures[mailbox] = nil
    }

    /// Notes a failure that one item may be to blame for.
    ///
    /// - Parameter weight: how many failures it counts for; a request that hangs costs minutes, not milliseconds.
    /// - Throws: `SourceError` of scope `.stream` once too much failed in a row.
    package func noteFailure(_ error: SourceError, in mailbox: Mailbox.ID, weight: Int = 1) throws {
        let count = failures[mailbox, default: 0] + weight
        failures[mailbox] = count
        guard count >= Self.longest else { return }
        throw SourceError.nothingReadable(after: error, retry: count < Self.hopeless ? .now : .never)
    }
}

extension SourceError {
    /// The service is there, and delivers none of the items that it is asked for.
    package static func nothingReadable(after error: SourceError, retry: Retry) -> SourceError {
        SourceError(
            .unavailable,
            scope: .stream,
            retry: retry,
            message: "Nothing that was asked for could be read, so that no single item is to blame: \(error.message)",
            vendorCode: error.vendorCode
        )
    }
}
