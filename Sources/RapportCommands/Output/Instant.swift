import ArgumentParser
import Engine
import Interactions

/// An instant as an argument: in RFC 3339, or a day, which begins where this process runs.
struct Instant: ExpressibleByArgument {
    let timestamp: Timestamp

    init?(argument: String) {
        guard let timestamp = Timestamp(iso8601: argument) ?? LocalTime.beginning(ofDay: argument) else { return nil }
        self.timestamp = timestamp
    }
}
