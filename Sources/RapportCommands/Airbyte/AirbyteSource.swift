package import ArgumentParser
import Engine
import Feed
import Settings

/// The program `source-rapport`: a source of the Airbyte protocol, which hosts run with one of four words.
///
/// <https://docs.airbyte.com/platform/understanding-airbyte/airbyte-protocol>
package struct AirbyteSource: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "source-rapport",
        abstract: "Rapport as a source of the Airbyte protocol.",
        version: Engine.version,
        subcommands: [AirbyteSpec.self, AirbyteCheck.self, AirbyteDiscover.self, AirbyteRead.self]
    )

    package init() {}

    /// Parses the process's arguments, runs the command and ends the process with its exit status.
    package static func run() async {
        await run({ try parseAsRoot() }) { failure in
            let cause: AirbyteMessages.Failure =
                switch failure.status {
                case .usage, .badConfiguration, .notPermitted: .config
                case .tryAgain, .unavailable: .transient
                default: .system
                }
            do throws(CommandFailure) {
                try Terminal.write(Array((AirbyteMessages.error(failure.message, cause, at: .now) + "\n").utf8))
            } catch {
                // Nobody reads messages any more; people may look here.
                Terminal.say("source-rapport: \(failure.message)")
            }
        }
    }
}

/// The word `spec`.
struct AirbyteSpec: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "spec", abstract: "Say what has to be configured.")

    func run() throws { try Terminal.write(Array((AirbyteMessages.spec + "\n").utf8)) }
}

/// The word `discover`.
struct AirbyteDiscover: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "discover", abstract: "Say which streams there are.")

    @Option(help: "The host's configuration.")
    var config: String

    func run() throws { try Terminal.write(Array((AirbyteMessages.catalog(at: .now) + "\n").utf8)) }
}
