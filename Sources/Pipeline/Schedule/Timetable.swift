import HeapModule
package import Interactions

/// When each mailbox and the CRM are read next: pure decisions, by a clock that only goes forward.
///
/// Nobody is read twice at once. Who fails is tried later and later, alone; a server that is out of reach holds up
/// those who are read through it, and nobody else.
package struct Timetable: Sendable {
    package struct Configuration: Sendable {
        /// Owners that are read through one source at the same time.
        package var atOnce = 8
        /// Spreads the intervals, so that not everybody is due at the same instant.
        package var jitter: @Sendable (Duration) -> Duration = { $0 * Double.random(in: 0.9...1.1) }
        /// The longest wait after failures, unless the interval itself is longer.
        package var longestBackOff = Duration.seconds(3_600)

        package init() {}
    }

    /// What one reading came to, as far as the next one depends on it.
    package enum End: Hashable, Sendable {
        /// The service answered; so many items were new or changed.
        case read(items: Int)
        /// The owner alone could not be read.
        case failed
        /// Nobody can be read through the source.
        case unreachable
        /// It was ended on request, or the owner is not to be read any more.
        case brokenOff
    }

    private struct Entry {
        var every: Duration
        var source: String
        var due: Duration
        /// That of the valid item in the queue; others are left over.
        var ticket: Int
        var begun: Duration?
        var isListed = true
        var failures = 0
        /// Items of the last reading and, halved each time, of those before.
        var activity = 0.0
    }

    private struct Queued: Comparable {
        let due: Duration
        let ticket: Int
        let owner: StreamOwner

        static func < (left: Queued, right: Queued) -> Bool { (left.due, left.ticket) < (right.due, right.ticket) }
    }

    private struct Lane {
        var underWay = 0
        var failures = 0
        var closedAt = Duration.zero
        var opensAt = Duration.zero
    }

    private let configuration: Configuration
    private var entries: [StreamOwner: Entry] = [:]
    private var queue = Heap<Queued>()
    /// Who is due and waits for a place.
    private var ready: Set<StreamOwner> = []
    private var lanes: [String: Lane] = [:]
    private var tickets = 0

    package init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
    }

    /// Owners that are being read.
    package var underWay: Int { lanes.values.reduce(0) { $0 + $1.underWay } }

    // MARK: Who is to be read

    /// Takes over who is to be read from now on; nobody else is begun any more.
    package mutating func list(_ turns: [Turn], at now: Duration) {
        var gone = Set(entries.keys)
        for turn in turns {
            gone.remove(turn.owner)
            take(turn, at: now)
        }
        for owner in gone {
            ready.remove(owner)
            if entries[owner]?.begun == nil { entries[owner] = nil } else { entries[owner]?.isListed = false }
        }
    }

    private mutating func take(_ turn: Turn, at now: Duration) {
        guard var entry = entries[turn.owner] else {
            let due = now + max(.zero, turn.age.map { turn.every - $0 } ?? .zero)
            entries[turn.owner] = Entry(every: turn.every, source: turn.source, due: due, ticket: 0)
            entries[turn.owner]?.activity = Double(turn.activity)
            schedule(turn.owner, at: due)
            return
        }
        entry.isListed = true
        let isSooner = turn.every < entry.every || turn.source != entry.source
        entry.every = turn.every
        // While it is being read, its place is in the lane that it was begun in.
        if entry.begun == nil { entry.source = turn.source }
        entries[turn.owner] = entry
        if isSooner, entry.begun == nil, entry.due > now + turn.every { schedule(turn.owner, at: now + turn.every) }
    }

    private mutating func schedule(_ owner: StreamOwner, at due: Duration) {
        tickets += 1
        entries[owner]?.due = due
        entries[owner]?.ticket = tickets
        queue.insert(Queued(due: due, ticket: tickets, owner: owner))
    }

    // MARK: Who is next

    /// Who is to be begun now, and counts as begun from here on; nil if nobody is.
    ///
    /// Of those who are due the most active comes first; but who has waited for an interval longer comes before all.
    package mutating func next(at now: Duration) -> StreamOwner? {
        while let first = queue.min, first.due <= now {
            queue.removeMin()
            if entries[first.owner]?.ticket == first.ticket { ready.insert(first.owner) }
        }
        guard !ready.isEmpty else { return nil }
        let candidates = ready.compactMap { owner in entries[owner].map { (owner, $0) } }
            .filter { hasRoom($0.1.source, at: now) }
        let most = candidates.map(\.1.activity).max() ?? 0
        func urgency(_ entry: Entry) -> Double {
            // How many intervals late, and up to one more for being active.
            (now - entry.due) / entry.every + (most > 0 ? entry.activity / most : 0)
        }
        let best = candidates.max { left, right in
            (urgency(left.1), right.0) < (urgency(right.1), left.0)
        }
        guard let (owner, entry) = best else { return nil }
        ready.remove(owner)
        entries[owner]?.begun = now
        lanes[entry.source, default: Lane()].underWay += 1
        return owner
    }

    private func hasRoom(_ source: String, at now: Duration) -> Bool {
        guard let lane = lanes[source] else { return true }
        // One finds out for all whether the server is back.
        return lane.opensAt <= now && lane.underWay < (lane.failures > 0 ? 1 : configuration.atOnce)
    }

    /// When somebody will be due, if no reading ends before; nil if nobody will.
    package func nextInstant(after now: Duration) -> Duration? {
        let sources = Set(ready.compactMap { entries[$0]?.source })
        let openings = sources.compactMap { lanes[$0]?.opensAt }.filter { $0 > now }
        return ([queue.min?.due].compactMap(\.self) + openings).min()
    }

    // MARK: What came of it

    /// Notes the end of a reading that `next` began.
    package mutating func ended(_ owner: StreamOwner, _ end: End, at now: Duration) {
        guard var entry = entries[owner], let begun = entry.begun else { return }
        entry.begun = nil
        lanes[entry.source]?.underWay -= 1
        var wait = configuration.jitter(entry.every)
        switch end {
        case .read(let items):
            entry.failures = 0
            entry.activity = entry.activity / 2 + Double(items)
            lanes[entry.source]?.failures = 0
        case .failed:
            entry.failures += 1
            lanes[entry.source]?.failures = 0
            let longest = max(entry.every, configuration.longestBackOff)
            wait = configuration.jitter(min(entry.every * (1 << min(entry.failures - 1, 16)), longest))
        case .unreachable:
            close(entry.source, for: begun, at: now)
            wait = .zero
        case .brokenOff: break
        }
        entries[owner] = entry.isListed ? entry : nil
        if entry.isListed { schedule(owner, at: max(now, begun + wait)) }
    }

    /// - Parameter begun: when the reading began that failed; what began before a failure is no news.
    private mutating func close(_ source: String, for begun: Duration, at now: Duration) {
        guard var lane = lanes[source], lane.failures == 0 || begun >= lane.closedAt else { return }
        lane.failures += 1
        lane.closedAt = now
        lane.opensAt = now + configuration.jitter(min(.seconds(15) * (1 << min(lane.failures - 1, 10)), .seconds(300)))
        lanes[source] = lane
    }
}
