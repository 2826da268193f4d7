import Connector
import ConnectorTesting
import Interactions
import SQLiteStore
import Testing

/// What those answered whom an invitation does not name, or names by another of their addresses.
extension PersonsTests {
    private static let answers: [Substring: Participant.Response] = [
        "accepted": .accepted, "declined": .declined, "tentative": .tentative,
    ]

    /// A meeting of Zoe's: who takes part as `role address answer`.
    private static func meeting(_ people: [String]) throws -> Interaction {
        let words = people.map { $0.split(separator: " ") }
        var interaction = try interaction(
            1,
            .meeting,
            ["by zoe@fabrikam.example"] + words.map { "\($0[0]) \($0[1])" }
        )
        let given = Dictionary(uniqueKeysWithValues: words.map { (String($0[1]), $0.count > 2 ? answers[$0[2]] : nil) })
        interaction.participants = interaction.participants.map {
            Participant(
                role: $0.role,
                address: $0.address,
                isInternal: $0.isInternal,
                response: given[$0.address.text] ?? nil
            )
        }
        return interaction
    }

    /// By address what everybody answered, as it is told.
    private func answers() async throws -> [String: Participant.Response] {
        let records = try await store.interactions(after: 0, limit: 9)
        guard case .upsert(let interaction)? = records.first?.operation else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: interaction.participants.compactMap { participant in
                participant.response.map { (participant.address.text, $0) }
            }
        )
    }

    @Test(
        arguments: [
            (["with all@contoso.example", "bcc ann@contoso.example declined"], true),
            (["with all@contoso.example", "bcc ann@contoso.example declined", "bcc m@contoso.example declined"], true),
            (["with all@contoso.example", "bcc ann@contoso.example declined", "with x@adatum.example"], true),
            (["with all@contoso.example", "bcc ann@contoso.example declined", "with bob@contoso.example"], true),
            (["with all@contoso.example", "bcc ann@contoso.example accepted"], false),
            (["with all@contoso.example", "bcc ann@contoso.example"], false),
            (["with all@contoso.example", "bcc ann@contoso.example declined", "bcc m@contoso.example"], false),
            (["with all@contoso.example", "with ann@contoso.example declined"], false),
            (["with all@contoso.example", "with some@contoso.example", "bcc ann@contoso.example declined"], false),
            (["with all@contoso.example accepted", "bcc ann@contoso.example declined"], false),
        ]
    )
    func `A list declined if everybody did whom the invitation reached through it`(
        people: [String],
        isDeclined: Bool
    ) async throws {
        try await see(Self.meeting(people))
        try await know(
            DirectoryEntry(Self.address("bob@contoso.example")),
            Self.ann(),
            DirectoryEntry(Self.address("m@contoso.example"))
        )
        #expect(try await (answers()["all@contoso.example"] == .declined) == isDeclined)
        // Who is known is no list.
        try await know(DirectoryEntry(Self.address("all@contoso.example")))
        #expect(try await answers()["all@contoso.example"] != .declined)
    }

    @Test func `An answer counts for the address by which somebody was invited`() async throws {
        try await see(Self.meeting(["with a.lee@old.example", "bcc ann@contoso.example declined"]))
        #expect(try await answers() == ["ann@contoso.example": .declined])
        try await know(Self.ann("a.lee@old.example"))
        #expect(try await answers() == ["ann@contoso.example": .declined])
        let told = try await told()
        #expect(told == ["inbound 1+1 requiredAttendee ann@contoso.example, organizer zoe@fabrikam.example"])
    }

    @Test(arguments: [false, true])
    func `What somebody answered in his own copy counts where others name him otherwise`(isOwnFirst: Bool) async throws
    {
        let others = try Self.meeting(["with ann@contoso.example", "with bob@contoso.example"])
        let own = try Self.meeting(["with a.lee@old.example declined", "with bob@contoso.example"])
        try await isOwnFirst ? see(own, others) : see(others, own)
        try await know(Self.ann("a.lee@old.example"))
        #expect(try await answers() == ["ann@contoso.example": .declined])
        let people = "requiredAttendee ann@contoso.example, requiredAttendee bob@contoso.example"
        #expect(try await told() == ["inbound 2+1 \(people), organizer zoe@fabrikam.example"])
    }

    @Test func `Who answered and is named by one copy alone takes part, and a room does as a room`() async throws {
        let others = try Self.meeting(["with ann@contoso.example accepted", "with bob@contoso.example tentative"])
        let own = try Self.meeting(["with guest@adatum.example accepted", "with room@contoso.example accepted"])
        try await see(others, own)
        let room = try DirectoryEntry(Self.address("room@contoso.example"), isResource: true)
        try await know(Self.ann(), DirectoryEntry(Self.address("bob@contoso.example")), room)
        let told = try await told().joined()
        #expect(try await answers().count == 4)
        #expect(told.hasPrefix("inbound 2+2 "), "\(told)")
        #expect(told.contains("resource room@contoso.example"))
    }
}
