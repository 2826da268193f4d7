/// The decoded bytes of an answer in the chunks in which they arrive; to be read once.
///
/// Asking for the next chunk is what lets the transport receive more: a reader that stops stops the sender.
/// It ends only when the whole body arrived; a cut-off body throws `HTTPError`.
package struct HTTPBody: AsyncSequence, Sendable {
    package typealias Element = [UInt8]

    private let nextChunk: @Sendable () async throws -> [UInt8]?

    /// `nextChunk` returns nil once, at the end.
    package init(nextChunk: @escaping @Sendable () async throws -> [UInt8]?) {
        self.nextChunk = nextChunk
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let nextChunk: @Sendable () async throws -> [UInt8]?

        package mutating func next() async throws -> [UInt8]? {
            try await nextChunk()
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(nextChunk: nextChunk)
    }
}
