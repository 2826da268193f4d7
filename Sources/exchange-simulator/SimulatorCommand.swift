import ArgumentParser
import ExchangeSimulator
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The program `exchange-simulator`.
@main
struct SimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange-simulator",
        abstract: "An Exchange organisation in memory that answers Exchange Web Services on loopback.",
        discussion: """
            Prints one line of JSON with its addresses, a user who may read all mailboxes, and the path of a \
            configuration for rapport. Runs until SIGINT or SIGTERM.
            """
    )

    @Option(help: "Make up an organisation with this many users.")
    var generate: Int
    @Option(help: "The same seed gives the same organisation.")
    var seed: UInt64 = 1
    @Option(help: "Mails and events of each user, at least.")
    var itemsPerUser = 500
    @Option(help: "Port on 127.0.0.1; 0 for a free one.")
    var port = 0
    @Flag(help: "Serve HTTPS, with HTTP/2, and certificates that are made at start.")
    var tls = false
    @Option(help: "Whether answers are compressed for clients that accept it.")
    var gzip = Switch.on
    @Flag(help: "Also stop when standard input ends.")
    var untilStdinCloses = false

    enum Switch: String, ExpressibleByArgument {
        case on, off
    }

    func run() async throws {
        let now = Int(Date().timeIntervalSince1970)
        let generator = TenantGenerator(users: generate, seed: seed, itemsPerUser: itemsPerUser, now: now)
        let tenant = Tenant(generator.generate())
        var options = ExchangeSimulator.Options()
        options.port = port
        options.identity = tls ? try TLSIdentity.generate(now: Date()) : nil
        options.offersCompression = gzip == .on
        let simulator = try await ExchangeSimulator.start(tenant: tenant, options: options)
        let files = try Workspace(simulator, authority: options.identity)
        print(String(decoding: files.announcement, as: UTF8.self))
        // Standard output may be a pipe whose reader waits for the line.
        fflush(nil)
        await StopRequest.wait(untilStandardInputCloses: untilStdinCloses)
        await simulator.stop()
        files.remove()
    }
}
