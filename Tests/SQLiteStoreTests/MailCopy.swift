import Connector
import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// A copy of a mail from person `from` to person 9 and the person `to`.
struct MailCopy {
    var item: Int
    var id: UInt64
    var from = 0
    var to = 8
    var at: Int64 = 100 * 86_400_000_000
    var thread: UInt64?
    var blind: Int?
    var lacksMessageID = false
    /// Of the CRM's copy the row of whom it calls the sender, in place of the address or beside it.
    var row: (number: Int, hasAddress: Bool)?
    var isCRM = false

    var stream: StreamID { isCRM ? StoreScene.activities : StoreScene.mail(item % 3) }

    var change: StoreChange {
        get throws {
            let roles: [(Participant.Role, Int)] =
                [(.sender, from), (.to, to), (.to, 9)] + (blind.map { [(.bcc, $0)] } ?? [])
            let interaction = Interaction(
                id: InteractionID(KeyedHash(high: 1, low: id)),
                kind: .email,
                direction: .inbound,
                occurredAt: Timestamp(microseconds: at),
                conversation: thread.map { ConversationID(KeyedHash(high: 2, low: $0)) },
                internalCount: 0,
                externalCount: roles.count,
                participants: roles.map {
                    Participant(
                        role: $0.0,
                        address: $0.0 == .sender ? sender : StoreScene.person($0.1),
                        isInternal: false
                    )
                }
            )
            if isCRM {
                let copy = Sighting(
                    owner: .crm,
                    item: StoreScene.item(item),
                    interaction: interaction,
                    rank: .crm,
                    links: links,
                    lacksMessageID: lacksMessageID
                )
                return .seen(try #require(Admission.crm.admit(copy)))
            }
            let mailbox = StoreScene.mailbox(item % 3)
            let sighting = Sighting(
                owner: .mailbox(mailbox),
                item: StoreScene.item(item),
                interaction: interaction,
                rank: .received,
                lacksMessageID: lacksMessageID
            )
            let admission = try #require(EligibleTenant.decision(mailbox).admission)
            return .seen(try #require(admission.admit(sighting)))
        }
    }

    private var record: CRMReference? { row.flatMap { StoreScene.reference($0.number) } }

    private var sender: Participant.Address {
        guard let row, !row.hasAddress, let record else { return StoreScene.person(from) }
        return .record(record)
    }

    private var links: Set<PartyLink> {
        guard case .smtp(let address) = sender, let record else { return [] }
        return [PartyLink(address: address, record: record)]
    }
}
