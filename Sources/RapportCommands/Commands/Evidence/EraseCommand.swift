import ArgumentParser
import Connector
import Engine
import Interactions

/// `rapport erase`
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Remove a person from everything that is stored, for good.",
        discussion: """
            Interactions that have nobody else in them, or that the person sent, go; from all others the person goes. \
            Later syncs leave the person out as well. Only a keyed hash of the address is kept. If interrupted, run it \
            again.
            """
    )

    @Argument(help: "The person's address; once for each, if there are several.")
    var address: String
    @OptionGroup var configurationOptions: ConfigurationOptions

    func run() async throws {
        let engine = try await configurationOptions.engine()
        guard let address = EmailAddress(address) else { throw CommandFailure(.usage, "That is no SMTP address.") }
        let summary = try await engine.erase(address)
        try Terminal.print("Erased: \(summary.removed) interactions removed, \(summary.changed) changed.")
    }
}
