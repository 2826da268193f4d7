import Connector
import ConnectorTesting
import Eligibility
import Foundation
import Interactions
import SQLiteStore
import Testing

/// Which interactions count for a relationship: one contact, one mailbox, and what lies between them.
struct CountingTests {
    private static let owner = "ann@contoso.example"
    private static let customer = "zoe@adatum.example"
    private static let at = "2026-11-23T12:00:00Z"

    private let directory: TemporaryDirectory
    private let configuration: String

    init() async throws {
        directory = try TemporaryDirectory()
        var settings = try EligibleSettings.write([Self.owner], to: "users.json", in: directory)
        settings["tenant"] = "contoso"
        settings["internalDomains"] = ["contoso.example"]
        settings["dataDirectory"] = directory.path + "/data"
        settings["ews"] = ["url": "https://127.0.0.1:1/EWS/Exchange.asmx", "user": "u", "passwordFile": "/nowhere"]
        configuration = try EligibleSettings.write(configuration: settings, to: "rapport.json", in: directory)
        // The log begins before there is data.
        #expect(try await RapportProgram.run(["sync", "--config", configuration]).status == 78)
    }

    /// The contact's row, after these interactions were stored.
    private func row(_ interactions: [Interaction]) async throws -> [String: Any] {
        let store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso")
        let mailbox = Mailbox(address: try #require(EmailAddress(Self.owner)))
        let admission = try #require(EligibleTenant.decision(mailbox).admission)
        let sightings = interactions.enumerated().map { number, interaction in
            Sighting(owner: .mailbox(mailbox), item: ItemKey("\(number)"), interaction: interaction, rank: .own)
        }
        let mails = sightings.compactMap { admission.admit($0) }.map { StoreChange.seen($0) }
        _ = try await store.commit(page(mails), settings: "s", to: stream("ews", .mailbox(mailbox), .mail))
        var contact = CRMRow(try #require(CRMReference(.contact, id: "00000000-0000-4000-8000-000000000001")))
        contact.addresses = [try #require(EmailAddress(Self.customer))]
        _ = try await store.commit(
            page([.row(ItemKey("c"), contact)]),
            settings: "s",
            to: stream("dataverse", .crm, .table)
        )
        let arguments = ["scores", "contacts", "--config", configuration, "--at", Self.at, "--output", "ndjson"]
        let outcome = try await RapportProgram.run(arguments)
        #expect(outcome.status == 0, "\(outcome.talk)")
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.data.utf8)) as? [String: Any])
    }

    private func page(_ changes: [StoreChange]) -> StorePage {
        StorePage(changes: changes, cursor: Cursor("c"), isLast: true, startsRound: true)
    }

    private func stream(_ source: String, _ owner: StreamOwner, _ kind: StreamID.Kind) -> StreamID {
        StreamID(source: source, owner: owner, kind: kind, folder: "f")
    }

    private static func interaction(
        _ number: UInt64,
        _ kind: Interaction.Kind,
        flags: Interaction.Flags = [],
        response: Participant.Response? = nil
    ) throws -> Interaction {
        let isMeeting = kind == .meeting
        let (us, them) = (try #require(EmailAddress(owner)), try #require(EmailAddress(customer)))
        return Interaction(
            id: InteractionID(KeyedHash(high: number << 1, low: number)),
            kind: kind,
            direction: isMeeting ? .outbound : .inbound,
            occurredAt: try #require(Timestamp(iso8601: "2026-11-20T08:00:00Z")),
            durationSeconds: isMeeting ? 1_800 : 0,
            flags: flags,
            internalCount: 1,
            externalCount: 1,
            participants: [
                Participant(role: isMeeting ? .organizer : .to, address: .smtp(us), isInternal: true),
                Participant(
                    role: isMeeting ? .requiredAttendee : .sender,
                    address: .smtp(them),
                    isInternal: false,
                    response: response
                ),
            ]
        )
    }

    private static let flags: [(flags: Interaction.Flags, counted: Int)] = [
        (.bulk, 0), (.automated, 0), ([.bulk, .automated], 0), ([.bulk, .reply], 0), ([], 1),
        (.reply, 1), (.truncated, 1),
    ]

    @Test(arguments: flags)
    func `Newsletters and what machines send count for nobody`(flags: Interaction.Flags, expected: Int) async throws {
        let row = try await row([
            try Self.interaction(1, .email), try Self.interaction(2, .email),
            try Self.interaction(3, .email, flags: flags),
        ])
        #expect(row["emails_received"] as? Int == 2 + expected)
    }

    private static let responses: [(response: Participant.Response?, counted: Int)] = [
        (.declined, 0), (.accepted, 1), (.tentative, 1), (Participant.Response.none, 1), (nil, 1),
    ]

    @Test(arguments: responses)
    func `Who declined was not met`(response: Participant.Response?, expected: Int) async throws {
        let row = try await row([
            try Self.interaction(1, .meeting, response: .accepted),
            try Self.interaction(2, .meeting, response: response),
        ])
        #expect(row["meetings_sent"] as? Int == 1 + expected)
    }
}
