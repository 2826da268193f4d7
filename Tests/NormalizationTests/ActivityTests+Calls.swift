import Connector
import Interactions
import Normalization
import Testing

/// Calls, and meetings that only the CRM knows.
extension ActivityTests {
    @Test func `A phone call takes part by the rows it names, with its length`() throws {
        var call = SourceActivity(.phoneCall, id: "0b5f2a6e-1111-4222-8333-444455556666")
        call.start = Timestamp(microseconds: 0)
        call.end = Timestamp(microseconds: 90_000_000)
        call.parties = [
            .init(role: .sender, address: nil, record: Self.contact), .init(role: .to, address: nil, record: Self.user),
        ]
        let (interaction, rank) = try #require(try Self.interaction(.activity(call)))
        #expect(interaction.kind == .phoneCall)
        #expect(interaction.direction == .inbound)
        #expect(interaction.durationSeconds == 90)
        #expect((interaction.internalCount, interaction.externalCount) == (1, 1))
        #expect(
            interaction.participants.map(\.address.text) == [
                "CRM:contact/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c",
                "CRM:systemuser/d96e9f55-374d-4f8a-8f7e-1a2b3c4d5e6f",
            ]
        )
        #expect(
            interaction.participants.map { Participant.Address(text: $0.address.text) }
                == interaction.participants.map(\.address)
        )
        #expect(rank == .crm)
    }

    @Test(
        arguments: [
            ([(.sender, user)], contact, .outbound), ([(.to, user)], contact, .inbound),
            ([(.sender, user)], CRMReference(.lead, id: "33333333-4fb1-ec11-983e-000d3a8e5b1c"), .outbound),
            ([(.sender, user)], CRMReference(.account, id: "33333333-4fb1-ec11-983e-000d3a8e5b1c"), .outbound),
            // About a sale, about nothing, about whom it names already, and with nobody at all.
            ([(.sender, user)], CRMReference(.opportunity, id: "33333333-4fb1-ec11-983e-000d3a8e5b1c"), nil),
            ([(.sender, user)], nil, nil), ([(.to, contact)], contact, nil), ([], contact, nil),
        ] as [([(Participant.Role, CRMReference?)], CRMReference?, Interaction.Direction?)]
    )
    func `A call that names one party is with whom it is about`(
        parties: [(Participant.Role, CRMReference?)],
        regarding: CRMReference?,
        direction: Interaction.Direction?
    ) throws {
        var call = SourceActivity(.phoneCall, id: "0b5f2a6e-1111-4222-8333-444455556666")
        call.start = Timestamp(microseconds: 0)
        call.isOutgoing = direction == .outbound
        call.parties = parties.map { .init(role: $0.0, address: nil, record: $0.1) }
        call.regarding = regarding
        let interaction = try Self.interaction(.activity(call))?.0
        #expect(interaction?.direction == direction)
        let others = [regarding].compactMap { $0 }
        #expect(
            interaction.map { Set($0.participants.map(\.address)) }
                == direction.map { _ in Set(([Self.user].compactMap { $0 } + others).map { .record($0) }) }
        )
        // A meeting in which nobody else was is none, whatever it is about.
        var appointment = SourceActivity(.appointment, id: call.id)
        appointment.start = call.start
        appointment.parties = call.parties
        appointment.regarding = regarding
        #expect(try Self.interaction(.activity(appointment)) == nil)
    }

    @Test func `A call that is planned says so, and one that nobody planned is none yet`() throws {
        var call = SourceActivity(.phoneCall, id: "0B5F2A6E-1111-4222-8333-444455556666")
        call.start = Timestamp(microseconds: 1_900_000_000_000_000)
        call.end = Timestamp(microseconds: 1_900_001_800_000_000)
        (call.isOutgoing, call.isPlanned) = (true, true)
        call.parties = [
            .init(role: .sender, address: nil, record: Self.user), .init(role: .to, address: nil, record: Self.contact),
        ]
        let planned = try #require(try Self.interaction(.activity(call))).0
        #expect(planned.flags == .planned && planned.durationSeconds == 1_800)
        call.isPlanned = false
        let made = try #require(try Self.interaction(.activity(call))).0
        #expect(made.flags == [] && made.id == planned.id)
        call.isPending = true
        #expect(try Self.interaction(.activity(call)) == nil)
    }

    @Test func `A call or meeting of an address that nobody reads is still one`() throws {
        for kind in [SourceActivity.Kind.phoneCall, .appointment] {
            var activity = SourceActivity(kind, id: "0b5f2a6e-1111-4222-8333-444455556666")
            activity.start = Timestamp(microseconds: 0)
            activity.parties = [
                .init(role: .sender, address: "no-reply@fabrikam.example", record: Self.contact),
                .init(role: .to, address: nil, record: Self.user),
            ]
            #expect(try Self.interaction(.activity(activity))?.0.flags == [])
        }
    }

    @Test func `A meeting or call of which nobody knows who called for it stays with what is known`() throws {
        var activity = SourceActivity(.appointment, id: "0b5f2a6e-1111-4222-8333-444455556666")
        activity.start = Timestamp(microseconds: 0)
        activity.parties = [
            .init(role: .requiredAttendee, address: "ann@contoso.com", record: Self.user),
            .init(role: .requiredAttendee, address: "ben@fabrikam.example", record: Self.contact),
        ]
        #expect(try Self.interaction(.activity(activity))?.0.direction == .outbound)
        activity.isOutgoing = false
        #expect(try Self.interaction(.activity(activity))?.0.direction == .inbound)
    }
}
