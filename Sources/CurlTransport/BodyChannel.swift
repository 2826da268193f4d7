import HTTPTransport
import Synchronization

/// Hands the body of one answer from the curl thread to its one reader, and tells the sender when to pause.
final class BodyChannel: Sendable {
    /// So many bytes wait for the reader at most, and then one more piece of what the connection had at hand.
    static let capacity = 256 << 10

    private typealias Reader = Wakeups.Reader

    private struct State {
        var chunks: [[UInt8]] = []
        var unread = 0
        var end: Result<Void, any Error>?
        var reader: Reader?
        var isPaused = false

        mutating func append(_ more: ArraySlice<[UInt8]>) {
            for chunk in more {
                unread += chunk.count
                // Few large pieces are cheaper to read than many small ones.
                if let last = chunks.indices.last, chunks[last].count + chunk.count <= EasyHandle.bufferSize {
                    chunks[last] += chunk
                } else {
                    chunks.append(chunk)
                }
            }
        }

        mutating func take() -> Taken {
            if !chunks.isEmpty {
                let chunk = chunks.removeFirst()
                unread -= chunk.count
                return .chunk(chunk)
            }
            if let end { return .end(end) }
            return .nothing
        }
    }

    private enum Taken {
        case chunk([UInt8])
        case end(Result<Void, any Error>)
        case nothing
    }

    private let state = Mutex(State())
    private let thread: CurlThread

    init(thread: CurlThread) {
        self.thread = thread
    }

    var isCancelled: Bool {
        state.withLock { if case .failure = $0.end { true } else { false } }
    }

    // MARK: The sender's side, on the curl thread

    /// - Returns: whether the sender has to pause until `CurlLoop.resume`.
    func deliver(_ chunks: [[UInt8]], _ wakeups: inout Wakeups) -> Bool {
        guard let first = chunks.first else { return false }
        let (reader, pauses): (Reader?, Bool) = state.withLock { state in
            if state.end != nil { return (nil, false) }
            let reader = state.reader.take()
            state.append(reader == nil ? chunks[...] : chunks.dropFirst())
            state.isPaused = state.unread >= Self.capacity
            return (reader, state.isPaused)
        }
        if let reader { wakeups.add(reader, .success(first)) }
        return pauses
    }

    /// No more is to come; the first end counts.
    func finish(_ end: Result<Void, any Error>, _ wakeups: inout Wakeups) {
        let reader: Reader? = state.withLock { state in
            if state.end == nil { state.end = end }
            return state.reader.take()
        }
        if let reader { wakeups.add(reader, end.map { nil }) }
    }

    // MARK: The reader's side

    /// The next piece, or nil at the end.
    func next() async throws -> [UInt8]? {
        if Task.isCancelled { cancel() }
        switch take() {
        case .chunk(let chunk): return chunk
        case .end(let end): return try end.map { nil }.get()
        case .nothing: break
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait($0) }
        } onCancel: {
            cancel()
        }
    }

    /// Ends the transfer, wherever it is, and the reader's waiting.
    func cancel() {
        let (reader, hadEnded): (Reader?, Bool) = state.withLock { state in
            let hadEnded = state.end != nil
            state.chunks = []
            state.unread = 0
            state.end = .failure(CancellationError())
            return (state.reader.take(), hadEnded)
        }
        reader?.resume(throwing: CancellationError())
        if !hadEnded { thread.submit { [id = ObjectIdentifier(self)] loop in loop.cancel(id) } }
    }

    private func wait(_ reader: Reader) {
        switch take(orLeave: reader) {
        case .chunk(let chunk): reader.resume(returning: chunk)
        case .end(let end): reader.resume(with: end.map { nil })
        case .nothing: break
        }
    }

    private func take(orLeave reader: Reader? = nil) -> Taken {
        let (taken, resumesSender): (Taken, Bool) = state.withLock { state in
            let taken = state.take()
            if case .nothing = taken, let reader {
                precondition(state.reader == nil, "a body has one reader")
                state.reader = reader
            }
            let resumesSender = state.isPaused && state.unread <= Self.capacity / 2
            if resumesSender { state.isPaused = false }
            return (taken, resumesSender)
        }
        if resumesSender { thread.submit { [id = ObjectIdentifier(self)] loop in loop.resume(id) } }
        return taken
    }
}
