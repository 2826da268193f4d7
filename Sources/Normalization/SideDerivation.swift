package import Connector
import Interactions

/// Works out again what the internal domains decide of what is stored: sides, direction, counts, and which copy of a
/// mail speaks.
///
/// Automated and bulk mail is told without them. Pure, and the same if it is done twice.
///
/// Nothing is known but what is stored, so some things stay as they are:
/// - Of a truncated list, those who are not listed keep their side; where the organizer is one of them, so does the
///   meeting's origin.
/// - Of people who were erased, nobody knows where they stood: an outbound mail of which no outsider is left stays
///   that.
/// - A copy from an address of its mailbox's owner that was outside, with one blind copy, is taken for one that reached
///   the owner blindly.
package struct SideDerivation: Sendable {
    private let domains: InternalDomains

    package init(_ domains: InternalDomains) {
        self.domains = domains
    }

    /// Tells what was derived by one rule from one list of domains from all else.
    package var fingerprint: String { "sides-2 \(domains.fingerprint)" }

    /// What the copy would say if it was read now.
    package func callAsFunction(_ copy: StoredCopy) -> StoredCopy {
        let before = copy.interaction
        // Its owner's time, whoever the owner is.
        guard !before.flags.contains(.private) else { return copy }
        let participants = before.participants.map {
            Participant(
                role: $0.role,
                address: $0.address,
                isInternal: domains.include($0.address),
                response: $0.response
            )
        }
        guard participants != before.participants else { return copy }
        let (old, new) = (Self.count(before.participants), Self.count(participants))
        let internalCount = max(0, before.internalCount - old.inside + new.inside)
        let externalCount = max(0, before.externalCount - old.outside + new.outside)
        let lostOutsiders = before.direction == .outbound && before.externalCount == 0
        let sender = Self.sender(of: before)
        let isOurs =
            sender.map { participants[$0].isInternal }
            ?? Self.origin(of: before, hasInsider: internalCount > 0)
        var derived = copy
        derived.interaction.direction = Interaction.Direction(
            isOurs: isOurs,
            reachesOutside: externalCount > 0 || lostOutsiders
        )
        derived.interaction.internalCount = internalCount
        derived.interaction.externalCount = externalCount
        derived.interaction.participants = participants
        if let sender { derived.rank = rank(of: copy, sender: before.participants[sender]) }
        return derived
    }

    /// Each listed person once; resources are nobody.
    private static func count(_ participants: [Participant]) -> (inside: Int, outside: Int) {
        var seen = SeenAddresses()
        var counts = (inside: 0, outside: 0)
        for participant in participants where participant.role != .resource && seen.insert(participant.address) {
            if participant.isInternal { counts.inside += 1 } else { counts.outside += 1 }
        }
        return counts
    }

    /// Who made the direction what it was: of several, which only the CRM names, one on the side that it came from.
    private static func sender(of interaction: Interaction) -> Int? {
        let people = interaction.participants
        let senders = people.indices.filter { people[$0].role == .sender || people[$0].role == .organizer }
        return senders.first { people[$0].isInternal == (interaction.direction != .inbound) } ?? senders.first
    }

    /// Whether it came from inside, where nobody who is listed says so.
    private static func origin(of interaction: Interaction, hasInsider: Bool) -> Bool {
        // A call's origin is the CRM's word.
        let isKnown = interaction.kind == .phoneCall || interaction.flags.contains(.truncated)
        return isKnown ? interaction.direction != .inbound : hasInsider
    }

    private func rank(of copy: StoredCopy, sender: Participant) -> Sighting.Rank {
        guard copy.interaction.kind == .email, let mailbox = copy.mailbox else { return copy.rank }
        let blind = copy.interaction.participants.count { $0.role == .bcc }
        let reachedOwnerBlindly =
            switch copy.rank {
            case .received: blind > 0
            case .own: blind == 1 && !sender.isInternal && sender.address != .smtp(mailbox)
            case .crm: false
            }
        guard reachedOwnerBlindly else { return copy.rank }
        return Sighting.Rank(
            namesBlindCopies: false,
            reachedOwnerBlindly: true,
            isFromInside: domains.include(sender.address)
        )
    }
}
