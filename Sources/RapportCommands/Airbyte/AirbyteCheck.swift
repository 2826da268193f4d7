import ArgumentParser
import Engine
import Feed
import FoundationEssentials

/// The word `check`: a configuration that does not work is an answer, not a failure.
struct AirbyteCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether the configuration can be used and anything is stored."
    )

    @Option(help: "The host's configuration.")
    var config: String

    func run() async throws {
        var failure: String?
        do {
            let (engine, _, _) = try await AirbyteFiles.engine(config)
            try await engine.checkFeed()
        } catch {
            guard let known = CommandFailure(error) else { throw error }
            failure = known.message
        }
        try Terminal.write(Array((AirbyteMessages.connection(failure) + "\n").utf8))
    }
}
