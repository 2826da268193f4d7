import Eligibility
import Interactions
import Testing

@Suite struct PolicyTests {
    private static func mailbox(_ text: String) throws -> Mailbox {
        Mailbox(address: try #require(EmailAddress(text)))
    }

    @Test func `A listed mailbox is admitted, whatever the case of its letters`() throws {
        let policy = Policy(listed: [try #require(EmailAddress("Ann@Contoso.example"))])
        let decision = policy.decide(try Self.mailbox("ann@contoso.EXAMPLE"))
        #expect(decision.admission?.mailbox.address.text == "ann@contoso.example")
    }

    @Test(arguments: [
        "bob@contoso.example", "ann@contoso.example.evil.example", "ann@contoso", "ann+x@contoso.example",
    ])
    func `Every other mailbox is refused, with a reason`(address: String) throws {
        let policy = Policy(listed: [try #require(EmailAddress("ann@contoso.example"))])
        let decision = policy.decide(try Self.mailbox(address))
        guard case .refused(let reasons) = decision.outcome else {
            Issue.record("admitted")
            return
        }
        #expect(reasons.map(\.gate) == [.listing])
        #expect(reasons.allSatisfy { !$0.text.contains("@") })
    }

    @Test func `An empty list admits nobody`() throws {
        #expect(Policy(listed: []).decide(try Self.mailbox("ann@contoso.example")).admission == nil)
    }

    @Test func `An admission lets only its own mailbox's sightings through`() throws {
        let ann = try Self.mailbox("ann@contoso.example")
        let bob = try Self.mailbox("bob@contoso.example")
        let admission = try #require(Policy(listed: [ann.address]).decide(ann).admission)
        let interaction = Interaction(
            id: InteractionID(high: 1, low: 2),
            kind: .email,
            direction: .inbound,
            occurredAt: Timestamp(microseconds: 0),
            internalCount: 1,
            externalCount: 1,
            participants: []
        )
        func sighting(_ mailbox: Mailbox) -> Sighting {
            Sighting(mailbox: mailbox.id, item: ItemKey("x"), interaction: interaction, rank: .received)
        }
        #expect(admission.admit(sighting(ann))?.value == sighting(ann))
        #expect(admission.admit(sighting(bob)) == nil)
    }
}
