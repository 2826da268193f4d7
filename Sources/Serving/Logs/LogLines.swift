package import Logging

/// Writes log events to standard error: lines for people, or one JSON object a line for programs.
package struct LogLines: LogHandler {
    /// For whom the lines are.
    package enum Format: Hashable, Sendable {
        case people
        /// One object a line; for journald with its priority in front of it, as `<6>`.
        ///
        /// See <https://www.freedesktop.org/software/systemd/man/latest/sd-daemon.html>.
        case json(forJournal: Bool)
    }

    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let format: Format
    private let now: @Sendable () -> LogTime
    private let write: @Sendable (String) -> Void

    package init(
        level: Logger.Level,
        format: Format,
        now: @escaping @Sendable () -> LogTime = { .now },
        write: @escaping @Sendable (String) -> Void = { StandardError.write($0) }
    ) {
        logLevel = level
        self.format = format
        self.now = now
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { fields["error"] = "\(type(of: error))" }
        let sorted = fields.sorted { $0.key < $1.key }
        let message = Masked.text(event.message.description)
        switch format {
        case .people:
            let level = event.level >= .warning ? "\(event.level): " : ""
            let rest = sorted.map { " \($0.key)=\(Masked.text($0.value.description))" }.joined()
            write("\(now().local) \(level)\(message)\(rest)\n")
        case .json(let forJournal):
            let first = [("time", now().utc), ("level", event.level.rawValue), ("message", message)]
                .map { ($0.0, JSONText.quoted($0.1)) }
            let members = (first + sorted.map { ($0.key, Self.json($0.value)) }).map {
                "\(JSONText.quoted($0.0)):\($0.1)"
            }
            let priority = forJournal ? "<\(event.level.priority)>" : ""
            write("\(priority){\(members.joined(separator: ","))}\n")
        }
    }

    /// A number for what was given as one; a text of nothing but digits, such as a run's name, stays a text.
    private static func json(_ value: Logger.MetadataValue) -> String {
        if case .stringConvertible(let number) = value, number is any BinaryInteger { return number.description }
        return JSONText.quoted(Masked.text(value.description))
    }
}

extension Logger.Level {
    /// That of syslog(3).
    var priority: Int {
        switch self {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }
}
