import CCurl
import HTTPTransport

/// The transfers and connections of one credential.
actor CurlLoop {
    /// With nothing to do the thread looks around that often.
    private static let longestPause = Duration.seconds(600)

    private let thread: CurlThread
    private let configuration: CurlClient.Configuration
    private var active: [ObjectIdentifier: CurlTransfer] = [:]
    private var waiting: [CurlTransfer] = []
    private var connections: [Origin: Int] = [:]
    private var idleHandles: [EasyHandle] = []
    private var jars: CookieJars
    private var wakeups = Wakeups()
    /// No limit of any transfer ends earlier.
    private var nextDeadline: ContinuousClock.Instant?
    /// Set while there are transfers: their callbacks need the loop, whoever else let go of it.
    private var busy: CurlLoop?

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Throws: `HTTPError` if there is no memory or no thread left.
    init(configuration: CurlClient.Configuration) throws(HTTPError) {
        self.configuration = configuration
        jars = CookieJars(limit: configuration.maxCookieJars)
        thread = CurlThread(multi: try MultiHandle(idleConnections: configuration.maxConnectionsPerHost))
        guard thread.start({ [weak self] in self }) else { throw HTTPError(.connect, "The system has no thread left.") }
    }

    deinit {
        // It finds that the loop is gone, and ends.
        thread.multi.wake()
    }

    /// Returns when the header of the answer is there.
    nonisolated func send(_ request: OutgoingRequest) async throws -> HTTPAnswer {
        let channel = BodyChannel(thread: thread)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { sender in
                thread.submit { loop in loop.begin(request, channel: channel, sender: sender) }
            }
        } onCancel: {
            channel.cancel()
        }
    }

    /// The reader of this channel caught up.
    func resume(_ id: ObjectIdentifier) {
        guard let transfer = active[id] else { return }
        transfer.resume(at: .now)
        note(transfer.deadline)
    }

    /// The reader of this channel is gone.
    func cancel(_ id: ObjectIdentifier) {
        if let transfer = active[id] {
            end(transfer, .failure(CancellationError()))
        } else if let index = waiting.firstIndex(where: { ObjectIdentifier($0.channel) == id }) {
            _ = waiting.remove(at: index).end(.failure(CancellationError()), &wakeups)
        }
    }

    /// Moves all transfers on without waiting.
    ///
    /// - Returns: for how many milliseconds nothing is due.
    func turn() -> Int32 {
        thread.multi.perform()
        let now = ContinuousClock.now
        while let (easy, result) = thread.multi.nextEnded() {
            guard let transfer = EasyHandle.transfer(of: easy) else { continue }
            let failure = transfer.failure(result)
            end(transfer, failure.map { .failure($0) } ?? .success(()))
        }
        var isHolding = false
        for transfer in active.values {
            if let failure = transfer.failure(CURLE_OK) {
                end(transfer, .failure(failure))
            } else if transfer.settle(at: now, &wakeups) {
                isHolding = true
            }
        }
        if let nextDeadline, nextDeadline <= now { endOverdue(now) }
        wakeups.resume()
        if isHolding { return 0 }
        let pause = nextDeadline.map { min($0 - now, Self.longestPause) } ?? Self.longestPause
        return Int32(max(0, pause.milliseconds))
    }

    // MARK: Begin and end

    private func begin(_ request: OutgoingRequest, channel: BodyChannel, sender: Wakeups.Sender) {
        let transfer = CurlTransfer(request, channel: channel, sender: sender)
        if channel.isCancelled {
            _ = transfer.end(.failure(CancellationError()), &wakeups)
        } else {
            waiting.append(transfer)
            startWaiting(for: request.origin)
        }
    }

    private func startWaiting(for origin: Origin) {
        while connections[origin, default: 0] < configuration.maxConnectionsPerHost,
            let next = waiting.firstIndex(where: { $0.request.origin == origin })
        {
            start(waiting.remove(at: next))
        }
    }

    private func start(_ transfer: CurlTransfer) {
        do {
            let easy = try idleHandles.popLast() ?? EasyHandle()
            let jar = try transfer.request.cookieJar.map { name throws(HTTPError) in try jars.jar(named: name) }
            try transfer.prepare(easy, jar: jar, caFile: configuration.caFile)
            guard thread.multi.add(easy) else { throw HTTPError(.refused, "libcurl takes no further transfer.") }
        } catch {
            _ = transfer.end(.failure(error), &wakeups)
            return
        }
        busy = self
        active[ObjectIdentifier(transfer.channel)] = transfer
        connections[transfer.request.origin, default: 0] += 1
        note(transfer.deadline)
    }

    private func end(_ transfer: CurlTransfer, _ result: Result<Void, any Error>) {
        if let easy = transfer.easy { thread.multi.remove(easy) }
        if let easy = transfer.end(result, &wakeups), idleHandles.count < configuration.maxConnectionsPerHost {
            idleHandles.append(easy)
        }
        active[ObjectIdentifier(transfer.channel)] = nil
        let origin = transfer.request.origin
        connections[origin] = connections[origin].flatMap { $0 > 1 ? $0 - 1 : nil }
        startWaiting(for: origin)
        if active.isEmpty { busy = nil }
    }

    // MARK: Limits on time

    private func note(_ deadline: ContinuousClock.Instant) {
        nextDeadline = nextDeadline.map { min($0, deadline) } ?? deadline
    }

    private func endOverdue(_ now: ContinuousClock.Instant) {
        nextDeadline = nil
        for transfer in active.values {
            if let error = transfer.overdue(now) {
                end(transfer, .failure(error))
            } else {
                note(transfer.deadline)
            }
        }
    }
}
