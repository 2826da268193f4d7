import Interactions
import Synchronization

/// How many requests each visitor may still make: a bucket that fills evenly and holds ten seconds' worth.
final class RateLimits: Sendable {
    private struct Bucket {
        var left: Double
        var at: Timestamp
    }

    private static let mostBuckets = 20_000

    private let perMinute: @Sendable () -> Int
    private let now: @Sendable () -> Timestamp
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameter perMinute: asked for with each request, because the configuration may be read again.
    init(perMinute: @escaping @Sendable () -> Int, now: @escaping @Sendable () -> Timestamp) {
        self.perMinute = perMinute
        self.now = now
    }

    /// Takes from the visitor's bucket.
    ///
    /// - Parameter cost: how many requests this one counts for.
    /// - Returns: seconds to wait if there is not enough in it, nil if there was.
    func take(_ visitor: String, cost: Double = 1) -> Int? {
        let now = now()
        let perSecond = Double(perMinute()) / 60
        let most = max(perSecond * 10, 1)
        return buckets.withLock { buckets in
            if buckets.count >= Self.mostBuckets {
                buckets = buckets.filter { now.duration(since: $0.value.at) < .seconds(10) }
            }
            var bucket = buckets[visitor] ?? Bucket(left: most, at: now)
            let seconds = now.duration(since: bucket.at) / .seconds(1)
            bucket.left = min(most, bucket.left + max(0, seconds) * perSecond)
            bucket.at = max(bucket.at, now)
            defer { buckets[visitor] = bucket }
            guard bucket.left >= min(cost, most) else {
                return max(1, Int(((min(cost, most) - bucket.left) / perSecond).rounded(.up)))
            }
            bucket.left -= min(cost, most)
            return nil
        }
    }
}
