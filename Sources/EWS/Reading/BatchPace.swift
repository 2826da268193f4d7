import Interactions

/// How many items to ask for at once, learned for each mailbox: half as many after a failure, slowly more after
/// success.
actor BatchPace {
    /// So many batches of what a server bears, and it may bear more by now.
    private static let patience = 200

    private let first: Int
    private let largest: Int
    private var sizes: [Mailbox.ID: Int] = [:]
    private var limits: [Mailbox.ID: (size: Int, successes: Int)] = [:]

    init(first: Int, largest: Int) {
        self.largest = max(1, largest)
        self.first = min(max(1, first), self.largest)
    }

    func size(for mailbox: Mailbox.ID) -> Int { sizes[mailbox] ?? first }

    /// What the server delivers before it asks for a pause; nil where that is not known.
    func limit(for mailbox: Mailbox.ID) -> Int? { limits[mailbox]?.size }

    func noteSuccess(of batch: Int, for mailbox: Mailbox.ID) {
        let size = size(for: mailbox)
        guard batch >= size else { return }
        if let limit = limits[mailbox] {
            limits[mailbox] = limit.successes < Self.patience ? (limit.size, limit.successes + 1) : nil
        }
        sizes[mailbox] = min(limits[mailbox]?.size ?? largest, batch + max(1, batch / 8))
    }

    func noteFailure(of batch: Int, for mailbox: Mailbox.ID) {
        sizes[mailbox] = max(1, min(size(for: mailbox), batch / 2))
    }

    /// The server asked for a pause in the middle of a batch: it bears as many as it delivered.
    func noteBusy(after delivered: Int, of batch: Int, for mailbox: Mailbox.ID) {
        guard delivered > 0 else {
            noteFailure(of: batch, for: mailbox)
            return
        }
        let size = min(delivered, limits[mailbox]?.size ?? delivered)
        limits[mailbox] = (size, 0)
        sizes[mailbox] = size
    }
}
