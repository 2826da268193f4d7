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

/// How often everybody is read, as an argument; what `sync.every` of the settings may be.
enum ReadingInterval {
    /// - Throws: `ValidationError` that says what it must be.
    static func duration(_ argument: String) throws -> Duration {
        let kind = SettingTable.all.first { $0.key == "sync.every" }?.kind
        guard let duration = Duration(spelling: argument), case .span(let range, _)? = kind, range.contains(duration)
        else { throw ValidationError("It must be \(kind?.expectation ?? "a time span"), as 'sync.every'.") }
        return duration
    }
}
