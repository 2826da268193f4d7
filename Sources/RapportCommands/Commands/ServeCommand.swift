import ArgumentParser
import Console
import Engine
import Pipeline
import Serving
import Settings

/// The command `rapport serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Read every mailbox at its interval, and serve pages, API and metrics.",
        discussion: """
            One process for good: it prints its address on one line, reads the configuration again on SIGHUP, and ends \
            in good order on SIGTERM. 'sync.every' says how often mailboxes are read, 'serve.listen' where pages are \
            served.
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(help: "Where to listen, instead of 'serve.listen': 127.0.0.1:8421, or unix:/run/rapport/http.")
    var listen: ListenAddress?
    @Option(
        help: ArgumentHelp("The interval, such as 15m, instead of 'sync.every'.", valueName: "every"),
        transform: Interval.reading
    )
    var every: Duration?
    @Flag(help: "Also purge if facts about more than a third of the mailboxes are missing.")
    var acceptRemovals = false
    @OptionGroup var clockOptions: ClockOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        let engine = ServedEngine(try await configurationOptions.engine())
        var daemon = logOptions.daemon(engine, configurationOptions)
        daemon.listen = listen ?? engine.current.settings.serve.listen
        daemon.every = every
        daemon.request.acceptsRemovals = acceptRemovals
        daemon.request.acceptsClock = clockOptions.acceptClock
        let options = try ServedOptions { engine.current }
        let console = try WebConsole(
            { engine.current },
            optionsNow: { options.current },
            progress: daemon.progress
        )
        daemon.routes.append { console.add(to: $0) }
        daemon.announce = { address in
            try? Terminal.print(address)
            // Whoever reads this runs the service, and may do all of it by commands as well. Where people sign in as
            // themselves, no such link lies in a journal.
            guard !console.hasProvider else { return }
            Terminal.say(console.loginNotice(at: address))
        }
        try await daemon.run()
    }
}

extension ListenAddress: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
