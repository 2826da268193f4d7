import Engine
import Feed
import FoundationEssentials
import Settings

/// The files that a host hands over by their paths.
enum AirbyteFiles {
    /// - Throws: `CommandFailure` if it cannot be read.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.badConfiguration, "'\(path)' cannot be read.")
        }
        return Array(data)
    }

    /// The engine that the host's configuration names, whether scores are worked out first, and whether what is new is
    /// read before.
    ///
    /// - Throws: `CommandFailure`, `FeedError` or `SettingsError`.
    static func engine(_ path: String) async throws -> (Engine, refreshes: Bool, pulls: Bool) {
        let host = try AirbyteInput.configuration(try read(path))
        let settings = try await RapportSettings.load(host.config, environment: ProcessInfo.processInfo.environment)
        return (Engine(settings), host.refresh ?? true, host.pull ?? false)
    }
}
