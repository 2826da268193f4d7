import ArgumentParser
import Settings

/// Time spans as arguments: a number and a unit, such as `15m`.
enum Interval {
    /// How old something may be.
    ///
    /// - Throws: `ValidationError` that says what it must be.
    static func age(_ argument: String) throws -> Duration {
        guard let duration = Duration(spelling: argument), duration > .zero else {
            throw ValidationError("It must be a number and s, m, h or d, such as 15m or 2h.")
        }
        return duration
    }

    /// How often everybody is read; what `sync.every` of the settings may be.
    ///
    /// - Throws: `ValidationError` that says what it must be.
    static func reading(_ argument: String) throws -> Duration {
        let kind = SettingTable.all.first { $0.key == "sync.every" }?.kind
        guard let duration = Duration(spelling: argument), case .span(let range, _)? = kind, range.contains(duration)
        else { throw ValidationError("It must be \(kind?.expectation ?? "a time span"), as 'sync.every'.") }
        return duration
    }
}
