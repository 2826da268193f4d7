import ArgumentParser
import Connector
import Engine
import Interactions
import Pipeline
import Serving

/// The command `rapport sync`.
struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Read what is new in every admitted mailbox and in the CRM, and store it.",
        discussion: """
            First removes what only mailboxes contributed that are not admitted any more; those are not contacted. \
            A run that was stopped or killed goes on where it was. Interrupt once to finish the pages under way, twice \
            to end at once. With --watch it goes on for good, and reads everybody at an interval. Exit status: 0 everything read, 2 something could not be read, 3 no mailbox may be read and there is no CRM, 75 stopped or \
            throttled, 77 no permission.
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions
    @Option(name: .customLong("mailbox"), help: "Read only this one of the mailboxes; may be repeated.")
    var only: [String] = []
    @Flag(
        help: "Only show whom it would read, whom not and why, and what would go, as 'rapport eligibility' does."
    )
    var dryRun = false
    @Flag(help: "Show every mailbox, also where the reason is the same.")
    var all = false
    @Flag(help: "Also purge if facts about more than a third of the mailboxes are missing.")
    var acceptRemovals = false
    @Flag(help: "Begin an empty store in the place of one that is missing.")
    var newStore = false
    @OptionGroup var clockOptions: ClockOptions
    @Flag(help: "Go on for good: read everybody again at the interval 'sync.every'.")
    var watch = false
    @Option(
        help: ArgumentHelp("With --watch: the interval, such as 15m, instead of 'sync.every'.", valueName: "every"),
        transform: Interval.reading
    )
    var every: Duration?
    @OptionGroup var logOptions: LogOptions

    func validate() throws {
        if every != nil, !watch { throw ValidationError("--every is for --watch.") }
        if dryRun, watch { throw ValidationError("--dry-run shows one run, so it does not go with --watch.") }
    }

    func run() async throws {
        if dryRun {
            let eligibility = try await configurationOptions.engine().eligibility()
            let listing = EligibilityListing(try eligibility.dryRun(of: only.isEmpty ? nil : mailboxes()))
            return try listing.print(outputOptions.output, outputOptions.screen, isFull: all || !only.isEmpty)
        }
        var request = Engine.SyncRequest()
        request.acceptsRemovals = acceptRemovals
        request.acceptsNewStore = newStore
        request.acceptsClock = clockOptions.acceptClock
        request.mailboxes = only.isEmpty ? nil : try mailboxes()
        if watch {
            var daemon = logOptions.daemon(ServedEngine(try await configurationOptions.engine()), configurationOptions)
            daemon.request = request
            daemon.every = every
            return try await daemon.run()
        }
        let report = try await WatchedSync(try await configurationOptions.engine()).run(request)
        try SyncListing(report).print(outputOptions, isFull: all)
        if report.isWithoutMailbox {
            let crm = report.crm == nil ? "and no CRM is configured" : "which was read"
            Terminal.say(
                "rapport: \(only.isEmpty ? "No mailbox" : "None of these mailboxes") is admitted, so there is CRM data "
                    + "only, \(crm). 'rapport eligibility' says why."
            )
        }
        let status = ExitStatus(report)
        for failure in report.sourceErrors { Terminal.say("rapport: \(failure.error)") }
        guard status == .success else { throw status.code }
    }

    private func mailboxes() throws -> [Mailbox] {
        try only.map { text in
            guard let address = EmailAddress(text) else {
                throw CommandFailure(.usage, "--mailbox must be an SMTP address.")
            }
            return Mailbox(address: address)
        }
    }
}
