import Synchronization

/// Tells one question that is always put off from a mailbox, or a service, that always is.
///
/// A service says whom it wants to be left alone, and may mean no more than what it was asked. So the first questions
/// that are given up stand alone, and others are asked; further ones without an answer in between show that all are
/// meant.
final class PauseBlame: Sendable {
    /// As many as may be under way together.
    private let most: Int
    private let givenUp = Mutex(0)

    init(most: Int) {
        self.most = max(1, most)
    }

    func noteAnswer() {
        givenUp.withLock { $0 = 0 }
    }

    /// Notes that a question was given up.
    ///
    /// - Returns: whether it stands alone.
    func standsAlone() -> Bool {
        givenUp.withLock { givenUp in
            givenUp += 1
            return givenUp <= most
        }
    }
}
