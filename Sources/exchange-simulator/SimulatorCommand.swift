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
        abstract:
            "An Exchange organisation in memory: Exchange Web Services, and mail by Microsoft Graph, on loopback.",
        discussion: """
            Prints one line of JSON with its addresses, a user who may read all mailboxes, an application that may get \
            tokens for Graph, and with --tls the path of a configuration for rapport, which sends no password without. \
            Runs until SIGINT or SIGTERM.

            Faults are rules with commas in between, [OPERATION][@MAILBOX|@each]:FAULT[=VALUE][#FIRST[xCOUNT][/PERIOD]]: \
            "SyncFolderItems:busy=500#2x3" makes the second to fourth request wait half a second each, and \
            "GetItem@each:cut=60#4,poison=2" cuts off the fourth answer for each mailbox and lays two poisoned items. \
            Beside poison, corrupt and vanished, which lay items, there are:

            \(Fault.named.map { "  \($0.line)" }.joined(separator: "\n"))

            Faults of Graph are rules [PATH:]FAULT[=VALUE][#FIRST[xCOUNT]], where PATH is part of a path, and \
            concurrency=NUMBER: "messages/delta:throttled=2#2x3" refuses the second to fourth page of mail.

            \(WebFault.named.map { "  \($0.line)" }.joined(separator: "\n"))
            """
    )

    @Option(help: "Read the organisation from this JSON file.")
    var tenant: String?
    @Option(help: "Make up an organisation with this many users.")
    var generate: Int?
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
    @Option(help: "What goes wrong with EWS, and when.", transform: FaultPlan.init(parsing:))
    var faults = FaultPlan()
    @Option(help: "What goes wrong with Graph, and when.", transform: WebFaultPlan.init(parsing:))
    var graphFaults = WebFaultPlan()
    @Option(help: "A new mail arrives every so many seconds, in one mailbox after the other.")
    var mailEvery: Int?
    @Flag(help: "Also stop when standard input ends.")
    var untilStdinCloses = false

    enum Switch: String, ExpressibleByArgument {
        case on, off
    }

    func validate() throws {
        guard (tenant == nil) != (generate == nil) else {
            throw ValidationError("Give either --tenant or --generate.")
        }
    }

    func run() async throws {
        let tenant = Tenant(try organisation())
        var options = SimulatedExchange.Options()
        options.port = port
        // Longer than tests set the clock ahead to see what falls due.
        options.identity = tls ? try TLSIdentity.generate(now: Date(), days: 90) : nil
        options.applicationKeys = try ApplicationKeys.generate(now: Date())
        options.offersCompression = gzip == .on
        options.faults = faults
        options.webFaults = graphFaults
        let simulator = try await SimulatedExchange.start(tenant: tenant, options: options)
        let files = try Workspace(simulator, authority: options.identity)
        print(String(decoding: files.announcement, as: UTF8.self))
        // Standard output may be a pipe whose reader waits for the line.
        fflush(nil)
        let arriving = mailEvery.map { seconds in
            Task { try await Arrivals(tenant: tenant, seconds: max(1, seconds)).run() }
        }
        await StopRequest.wait(untilStandardInputCloses: untilStdinCloses)
        arriving?.cancel()
        await simulator.stop()
        files.remove()
    }

    private func organisation() throws -> TenantState {
        if let tenant { return try TenantFile(path: tenant).build().tenant }
        let now = Int(Date().timeIntervalSince1970)
        return TenantGenerator(users: generate ?? 0, seed: seed, itemsPerUser: itemsPerUser, now: now).generate()
    }
}
