import CoreMetrics
import Synchronization

/// One time series of swift-metrics, whichever kind it is: a sum, and how many values went into it.
final class PrometheusCell: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    private let state = Mutex((value: 0.0, count: 0))
    private let accumulates: Bool

    /// - Parameter accumulates: whether values are added to those before, or stand in their place.
    init(accumulates: Bool) {
        self.accumulates = accumulates
    }

    var value: Double { state.withLock { $0.value } }
    var count: Int { state.withLock { $0.count } }

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    func increment(by amount: Double) {
        state.withLock { state in
            state.value += amount
            state.count += 1
        }
    }

    func decrement(by amount: Double) { increment(by: -amount) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { state.withLock { $0 = (value, $0.count + 1) } }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { accumulates ? increment(by: value) : set(value) }
    func recordNanoseconds(_ duration: Int64) { increment(by: Double(duration) / 1e9) }
    func reset() { state.withLock { $0 = (0, 0) } }
}
