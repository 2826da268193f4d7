import ArgumentParser
import Engine

/// The command `rapport status`.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say how things stand: the life cycle, what is stored, and what could not be read."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions
    @Option(help: "End with status 1 if somebody was not read for so long, such as 2h.", transform: Interval.age)
    var failIfOlder: Duration?

    @Flag(help: "Everything that could not be read, also where the reason is the same.")
    var all = false

    func run() async throws {
        let engine = try await configurationOptions.engine()
        let installation = try await engine.status()
        let status = StatusListing(installation, under: engine.profile)
        let screen = outputOptions.screen
        switch outputOptions.output {
        case .json: try Terminal.print(Terminal.json(status))
        case .ndjson: for count in status.counts { try Terminal.print(Terminal.json(count)) }
        case .table: try Terminal.show(status.table(screen, isFull: all), screen)
        }
        if let lost = installation.lostStore { Terminal.warn([lost.message]) }
        guard let limit = failIfOlder, let late = status.freshness.first(where: { $0.isOlder(than: limit) })
        else { return }
        let advice = status.unread.isEmpty ? "" : " 'rapport status' says of whom, why and what to do."
        throw CommandFailure(.failure, late.lateness + advice)
    }
}

extension Freshness {
    /// What is late, in numbers.
    fileprivate var lateness: String {
        var parts: [String] = []
        if let oldestSeconds { parts.append("the oldest reading is \(oldestSeconds) s ago") }
        if unread > 0 { parts.append("\(unread) of \(owners) were never read to the end") }
        if failing > 0 { parts.append("\(failing) fail") }
        if unreadParts > 0 { parts.append("\(unreadParts) parts or folders were never read") }
        if let oldestPartSeconds { parts.append("the oldest of other parts was read \(oldestPartSeconds) s ago") }
        return "\(source): \(parts.joined(separator: ", "))."
    }
}
