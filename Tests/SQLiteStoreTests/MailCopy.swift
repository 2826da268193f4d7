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
                    Participant(role: $0.0, address: StoreScene.person($0.1), isInternal: false)
                }
            )
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
}
