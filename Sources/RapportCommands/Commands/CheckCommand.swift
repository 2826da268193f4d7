import ArgumentParser
import Connector
import Engine

/// The command `rapport check`.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Follow the way to the data layer by layer, also before consent; store nothing.",
        discussion: """
            The data directory, names, TLS, token, permissions, server, CRM, and the folders of every admitted mailbox. What \
            fails says what to change; what was not tried says why. Exit status as for sync.
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    private struct Row: Encodable {
        let layer: String
        let subject: String
        let result: String
        let mailFolders: Int
        let calendars: Int
        let detail: String

        init(_ probe: Probe) {
            layer = probe.layer.rawValue
            subject = probe.subject
            result = probe.result
            mailFolders = probe.mailFolders
            calendars = probe.calendars
            detail = probe.detail
        }

        /// Whether its folders were counted.
        var isCounted: Bool { layer == Probe.Layer.mailbox.rawValue && result == "fine" }

        var tint: Tint? {
            switch result {
            case "fine": .good
            case "notTried": nil
            default: .poor
            }
        }
    }

    func run() async throws {
        let engine = try await configurationOptions.engine()
        let probes = try await engine.check(problems: Terminal.warn) { _ in }
        try print(probes.map(Row.init))
        let failures = probes.filter(\.isFailure)
        if failures.contains(where: { $0.layer == .mailbox && $0.result == SourceError.Code.accessDenied.rawValue }),
            let advice = engine.grantAdvice
        {
            Terminal.say("\n" + advice)
        }
        // What stands in the way on our side comes before what a service says.
        let own = failures.first { if case .refused = $0.outcome { true } else { false } }
        guard let worst = own ?? failures.first(where: { $0.layer != .mailbox }) ?? failures.first else {
            // Nothing stands in the way; but where nobody may be read yet, and there is no CRM, a sync reads nothing.
            let isOfUse = probes.contains { [.mailbox, .crm].contains($0.layer) && $0.result == "fine" }
            if !isOfUse { throw ExitStatus.nothingEligible.code }
            return
        }
        Terminal.say("rapport: \(worst.statement)")
        let isPartial = worst.layer == .mailbox && probes.contains { $0.layer == .mailbox && !$0.isFailure }
        throw (isPartial ? ExitStatus.partial : ExitStatus(worst)).code
    }

    private func print(_ rows: [Row]) throws {
        let columns: [Listing<Row>.Column] = [
            .text("layer") { $0.layer }, .text("of", rank: 2) { $0.subject },
            .text("result", rank: 1, tint: \.tint) {
                $0.result
            },
            .number("mail folders") { $0.isCounted ? $0.mailFolders : nil },
            .number("calendars") { $0.isCounted ? $0.calendars : nil },
            .text("what was found, or what to do", rank: 2) { $0.detail },
        ]
        try Listing(columns: columns, rows: rows).print(outputOptions)
    }
}

extension ExitStatus {
    /// The status of a probe that failed.
    fileprivate init(_ probe: Probe) {
        self =
            switch probe.outcome {
            case .failed(let error): ExitStatus(error)
            case .refused(let error): ExitStatus(error.code)
            case .fine, .notTried: .success
            }
    }
}
