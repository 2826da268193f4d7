import ArgumentParser
import Engine
import Interactions

/// The command `rapport person`.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Show everything that is held about a person.",
        discussion: """
            By every address, name and row of the CRM that is the person's alone: the answer to somebody who asks what \
            is known about them. Writes nothing.
            """
    )

    @Argument(
        help: "The person's address in any spelling, or what lists and exports show (contact/..., EX:..., CRM:...)."
    )
    var address: String
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let engine = try await configurationOptions.engine()
        let report = try await engine.person(try Self.person(address), at: .now)
        let listing = PersonListing(report)
        try outputOptions.show(listing) {
            if report.isEmpty { Terminal.say("rapport: Nothing is held about this person.") }
            let columns: [Listing<Fact>.Column] = [.text("what") { $0.name }, .text("held") { $0.text }]
            try Listing(columns: columns, rows: Self.facts(listing)).print(outputOptions)
        }
    }

    /// - Throws: `CommandFailure` for what is no address.
    static func person(_ text: String) throws -> Participant.Address {
        guard let person = Participant.Address(typed: text) else {
            throw CommandFailure(.usage, "That is no address, and nothing that an export names somebody by.")
        }
        return person
    }

    private struct Fact: Encodable {
        let name: String
        let text: String
    }

    private static func facts(_ listing: PersonListing) -> [Fact] {
        var facts = listing.addresses.map { Fact(name: "known as", text: $0) }
        facts += listing.names.map { Fact(name: "name", text: $0) }
        facts.append(Fact(name: "side", text: listing.isColleague ? "colleague" : "outside"))
        if listing.isErased { facts.append(Fact(name: "erased", text: "yes, for good")) }
        facts.append(Fact(name: "opted out", text: listing.hasOptedOut ? "yes" : "no"))
        facts += listing.records.map { record in
            Fact(
                name: "row of the CRM",
                text: "\(record.record) \(record.name ?? "")\(record.isActive ? "" : " (inactive)")"
            )
        }
        facts += [
            Fact(name: "e-mails", text: "\(listing.emails)"), Fact(name: "meetings", text: "\(listing.meetings)"),
            Fact(name: "phone calls", text: "\(listing.phoneCalls)"),
            Fact(name: "seen in", text: "mailboxes \(listing.inExchange), CRM \(listing.inCrm)"),
        ]
        if let first = listing.first, let last = listing.last {
            facts.append(Fact(name: "from, to", text: "\(LocalTime.minute(first)), \(LocalTime.minute(last))"))
        }
        facts += listing.mailboxes.map { Fact(name: "held by mailbox", text: $0) }
        facts += listing.ownMailboxes.map { Fact(name: "own mailbox read", text: $0) }
        facts += (listing.relationships ?? []).map { relationship in
            Fact(
                name: "counts for",
                text: "\(relationship.record) \(relationship.name ?? ""): "
                    + (relationship.health.map { "health \($0)" } ?? relationship.state)
            )
        }
        return facts
    }
}
