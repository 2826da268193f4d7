package import Connector

/// How many items each stream is asked for at once, where the usual number has failed.
///
/// A page of changes cannot pass over an item. After a failure one item is asked for, which shows whether the service
/// is to blame or what lies further back, and then twice as many each time. A cache: what is forgotten is found out
/// again.
package actor PageSizes {
    private struct Entry {
        let size: Int
        var failures = 0
    }

    private let usual: Int
    private var entries: [StreamID: Entry] = [:]

    package init(usual: Int) {
        self.usual = max(1, usual)
    }

    package func size(of stream: StreamID) -> Int { entries[stream]?.size ?? usual }

    package func noteSuccess(of stream: StreamID) {
        guard let entry = entries[stream] else { return }
        let size = entry.size * 2
        entries[stream] = size < usual ? Entry(size: size) : nil
    }

    /// Notes that a page failed, perhaps because of one item.
    ///
    /// - Returns: how often in a row a page of a single item did.
    package func noteFailure(of stream: StreamID) -> Int {
        let alone = size(of: stream) == 1 ? (entries[stream]?.failures ?? 0) + 1 : 0
        entries[stream] = Entry(size: 1, failures: alone)
        return alone
    }

    /// The stream is read in another way from now on.
    package func forget(_ stream: StreamID) {
        entries[stream] = nil
    }
}
