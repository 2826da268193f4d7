import ConnectorTesting
import Eligibility
import Interactions
import Testing

@Suite struct AdmissionTests {
    private static func mailbox(_ text: String) throws -> Mailbox {
        Mailbox(address: try #require(EmailAddress(text)))
    }

    @Test func `A decision's id says the rules' version and every reason, and is the same for everybody`() throws {
        let (ann, bob) = (try Self.mailbox("ann@contoso.example"), try Self.mailbox("bob@contoso.example"))
        let admitted = try EligibleTenant.decision(ann)
        #expect(admitted.id.text == "v\(EligibilityPolicy.version):admitted")
        #expect(try EligibleTenant.decision(bob).id == admitted.id)
        #expect(admitted.admission?.decision == admitted.id)
        let refused = try EligibleTenant.decision(ann, isInDirectory: false)
        let codes = refused.reasons.map(\.code.rawValue)
        #expect(codes.count > 1)
        #expect(refused.id.text == "v\(EligibilityPolicy.version):" + codes.joined(separator: ","))
    }

    @Test func `An admission lets only its own mailbox's sightings through`() throws {
        let ann = try Self.mailbox("ann@contoso.example")
        let bob = try Self.mailbox("bob@contoso.example")
        let admission = try #require(EligibleTenant.decision(ann).admission)
        let interaction = Interaction(
            id: InteractionID(KeyedHash(high: 1, low: 2)),
            kind: .email,
            direction: .inbound,
            occurredAt: Timestamp(microseconds: 0),
            internalCount: 1,
            externalCount: 1,
            participants: []
        )
        func sighting(_ mailbox: Mailbox) -> Sighting {
            Sighting(owner: .mailbox(mailbox), item: ItemKey("x"), interaction: interaction, rank: .received)
        }
        #expect(admission.admit(sighting(ann))?.value == sighting(ann))
        #expect(admission.admit(sighting(bob)) == nil)

        // The CRM's permission is everybody's, and good for nothing else.
        let activity = Sighting(owner: .crm, item: ItemKey("x"), interaction: interaction, rank: .crm)
        #expect(Admission.crm.admit(activity)?.value == activity)
        #expect(Admission.crm.admit(sighting(ann)) == nil)
        #expect(admission.admit(activity) == nil)
    }
}
