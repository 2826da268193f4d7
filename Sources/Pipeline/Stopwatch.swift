/// The time that has passed on a clock since a value was made; one type for clocks of every kind.
struct Stopwatch: Sendable {
    private let elapsed: @Sendable () -> Duration

    init(_ clock: any Clock<Duration>) {
        elapsed = Self.elapsed(on: clock)
    }

    /// How long it runs already.
    var now: Duration { elapsed() }

    private static func elapsed<C: Clock<Duration>>(on clock: C) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}
