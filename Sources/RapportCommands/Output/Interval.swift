import ArgumentParser
import Settings

/// A time span as an argument: a number and a unit, such as `15m`.
struct Interval: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        guard let duration = Duration(spelling: argument), duration > .zero else { return nil }
        self.duration = duration
    }
}
