import Engine

/// How far reading is, each time that it is another answer than before, beginning with the present one.
struct ProgressChanges: AsyncSequence, Sendable {
    typealias Element = ProgressListing
    typealias Failure = Never

    /// How often is looked.
    private static let pause = Duration.milliseconds(500)

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let progress: ReadingProgress
        fileprivate let end: ContinuousClock.Instant
        fileprivate var told: ProgressListing?

        mutating func next() async -> ProgressListing? {
            while !Task.isCancelled {
                let now = progress.listing
                if now != told {
                    told = now
                    return now
                }
                guard ContinuousClock.now < end else { return nil }
                try? await Task.sleep(for: pause)
            }
            return nil
        }
    }

    private let progress: ReadingProgress
    private let limit: Duration

    /// - Parameter limit: how long is looked for changes.
    init(of progress: ReadingProgress, within limit: Duration) {
        self.progress = progress
        self.limit = limit
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(progress: progress, end: .now + limit)
    }
}
