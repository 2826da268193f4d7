import Connector
import Eligibility
import Interactions

/// A copy as the memory store keeps it.
struct MemoryCopy: Sendable {
    enum Presence {
        case held
        /// Gone from its stream, but its owner's round may find it in another.
        case leaving
        case gone
    }

    let stream: StreamID
    let key: SightingKey
    let sighting: Sighting
    let decision: Decision.ID
    var presence: Presence
    var generation: Int

    /// Who knows more, who knows later, who comes first.
    func speaks(before other: MemoryCopy) -> Bool {
        if sighting.rank != other.sighting.rank { return sighting.rank < other.sighting.rank }
        let (mine, theirs) = (sighting.changedAt?.microseconds ?? 0, other.sighting.changedAt?.microseconds ?? 0)
        return mine == theirs ? key < other.key : mine > theirs
    }
}

/// A row of the CRM as the memory store keeps it.
struct MemoryRow: Sendable {
    let stream: StreamID
    let row: CRMRow
    var generation: Int
}

/// What a row of the CRM says of two others, as the memory store keeps it.
struct MemoryLink: Sendable {
    let stream: StreamID
    let link: CRMLink
    var generation: Int
}

/// An owner as one source reads it: what has rounds.
struct MemoryReader: Hashable, Sendable {
    let source: String
    let owner: StreamOwner

    func isOf(_ mailbox: Mailbox.ID) -> Bool { owner.mailbox?.id == mailbox }
}

/// What the memory store keeps of a stream.
struct MemoryStream: Sendable {
    var checkpoint: Checkpoint?
    var generation = 0
    var isInRound = false
    /// See `RoundDoubt`.
    var doubtedSince: Timestamp?
    /// Oldest first.
    var postponed: [(item: ItemKey, code: String)] = []

    mutating func postpone(_ item: ItemKey, _ code: String) {
        if let index = postponed.firstIndex(where: { $0.item == item }) {
            postponed[index].code = code
        } else {
            postponed.append((item, code))
        }
    }
}

/// What an interaction is now, as the memory store tells it.
struct MemoryTold: Equatable, Sendable {
    var interaction: Interaction
    let decision: Decision.ID
    let isInExchange: Bool
    /// Nil if the CRM does not know it; in there, what it is about.
    var crm: CRMReference??
    /// What all of the CRM's copies say.
    var links: Set<PartyLink>
}
