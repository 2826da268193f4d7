import Glibc
package import Logging

/// Standard error, as logs use it.
package enum StandardError {
    /// Writes a line; what nobody can take is lost.
    package static func write(_ line: String) {
        var rest = Array(line.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Lines for people on a terminal, JSON elsewhere; with priorities if the journal reads them.
    ///
    /// - Parameter environment: `JOURNAL_STREAM` says so (systemd.exec(5)).
    package static func format(environment: [String: String]) -> LogLines.Format {
        isatty(STDERR_FILENO) == 1 ? .people : .json(forJournal: environment["JOURNAL_STREAM"] != nil)
    }

    /// The logger of a process that stays.
    package static func logger(level: Logger.Level, environment: [String: String]) -> Logger {
        let format = format(environment: environment)
        return Logger(label: "rapport") { _ in LogLines(level: level, format: format) }
    }
}
