import Interactions

/// How many items to ask for at once, learned for each mailbox: half as many after a failure, slowly more after success.
actor BatchPace {
    private let first: Int
    private let largest: Int
    private var sizes: [Mailbox.ID: Int] = [:]

    init(first: Int, largest: Int) {
        self.largest = max(1, largest)
        self.first = min(max(1, first), self.largest)
    }

    func size(for mailbox: Mailbox.ID) -> Int { sizes[mailbox] ?? first }

    func noteSuccess(of batch: Int, for mailbox: Mailbox.ID) {
        let size = size(for: mailbox)
        guard batch >= size else { return }
        sizes[mailbox] = min(largest, batch + max(1, batch / 8))
    }

    func noteFailure(of batch: Int, for mailbox: Mailbox.ID) {
        sizes[mailbox] = max(1, min(size(for: mailbox), batch / 2))
    }
}
