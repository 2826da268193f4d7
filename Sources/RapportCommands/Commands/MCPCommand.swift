import ArgumentParser
import Console
import Engine
import Interactions

/// The command `rapport mcp`.
struct MCPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp",
        abstract: "Answer an assistant's questions about relationships on standard input and output; change nothing.",
        discussion: """
            Speaks the Model Context Protocol. Tools: what needs attention, one relationship with its reasons, who \
            knows somebody, the last contact, and why a person's Exchange data is used or not. The assistant sees what \
            the user whom it works for may see, as in the API.
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(name: .customLong("as"), help: "The address of the user whom the assistant works for.")
    var viewer: String

    func run() async throws {
        guard let address = EmailAddress(viewer) else { throw CommandFailure(.usage, "--as must be an SMTP address.") }
        let engine = try await configurationOptions.engine()
        let board = RelationshipBoard { engine }
        guard try await board.eligibility().viewer(address) != nil else {
            throw CommandFailure(.notPermitted, "Only an enabled user of the directory may ask.")
        }
        let session = MCPSession(engine, board, try engine.accessLog(), for: address)
        while let line = readLine() {
            guard let answer = await session.answer(line) else { continue }
            try Terminal.print(answer)
        }
    }
}
