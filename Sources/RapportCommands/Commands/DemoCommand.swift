import ArgumentParser
import Connector
import Eligibility
import Engine
import FoundationEssentials
import Interactions
import Pipeline
import Scoring
import Settings
import Subprocess
import SystemPackage

/// The command `rapport demo`.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Simulate an Exchange organisation, read it twice, and score it; no account needed.",
        discussion: "Starts exchange-simulator, which is installed beside rapport. Nothing stays behind."
    )

    @Option(help: "Mailboxes of the organisation.")
    var users = 24
    @Option(help: "Items of each mailbox.")
    var itemsPerUser = 1_000
    @Option(help: "The same seed gives the same organisation.")
    var seed: UInt64 = 7

    func run() async throws {
        guard let simulator = Self.sibling("exchange-simulator") else {
            throw CommandFailure(
                .unavailable,
                "exchange-simulator is not installed beside rapport. It comes with a checkout: make demo"
            )
        }
        let arguments = Arguments([
            "--generate", String(users), "--items-per-user", String(itemsPerUser), "--seed", String(seed), "--tls",
            "--until-stdin-closes",
        ])
        Terminal.say("Simulating an Exchange organisation of \(users) mailboxes ...")
        _ = try await Subprocess.run(
            .path(FilePath(simulator)),
            arguments: arguments,
            input: .inputWriter,
            output: .sequence,
            error: .currentStandardError
        ) { execution in
            var announcement: Announcement?
            for try await line in execution.standardOutput.strings() {
                announcement = try JSONDecoder().decode(Announcement.self, from: Data(line.utf8))
                break
            }
            guard let announcement else { throw CommandFailure(.unavailable, "The simulator did not start.") }
            try await synchronizeTwice(announcement.config)
            try await execution.standardInputWriter.finish()
        }
    }

    /// The line that the simulator prints when it listens.
    private struct Announcement: Decodable {
        let config: String
    }

    private func synchronizeTwice(_ path: String) async throws {
        let engine = Engine(try await RapportSettings.load(path, environment: [:]))
        let first = try await WatchedSync(engine).run()
        try SyncListing(first).print(try OutputOptions.table)
        guard ExitStatus(first) == .success else { throw ExitStatus(first).code }
        Terminal.say("\nReading everything again ...")
        let second = try await WatchedSync(engine).run()
        guard ExitStatus(second) == .success else { throw ExitStatus(second).code }
        guard second.commits == .init() else {
            throw CommandFailure(.failure, "The second run changed something although nothing was new.")
        }
        try Terminal.print("Second run: \(second.mailboxes.count) mailboxes read up to now, nothing changed.")
        try await showRelationships(engine)
    }

    /// What needs attention, and one introduction with what it stands on.
    private func showRelationships(_ engine: Engine) async throws {
        let relationships = try await Relationships(engine, for: .relationshipAnalytics, at: .now)
        let ordered = relationships.records(by: .attention)
        try Terminal.print("\nRelationships that need attention:")
        try await ScoreListing(Array(ordered.prefix(8)), of: relationships).print(try OutputOptions.table)
        let contacts = ordered.filter { relationships.index.records[$0].reference.table == .contact }
        guard let contact = contacts.first.map({ relationships.index.records[$0] }) else { return }
        try Terminal.print("\nWho knows \(contact.name ?? "them"), and from what:")
        let target = try await IntroductionTarget(
            contact.reference.text,
            relationships,
            engine.settings.introductions
        )
        let listing = try await IntroductionListing(target, of: relationships, isExplained: true, limit: 1)
        try listing.print(try OutputOptions.table)
    }

    /// Whether the program that it needs is there.
    static var isPossible: Bool { sibling("exchange-simulator") != nil }

    /// The program of this name in the directory of the running one.
    private static func sibling(_ name: String) -> String? {
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
        let path = URL(filePath: own).deletingLastPathComponent().appending(path: name).path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }
}
