package import Connector
import Eligibility
import Interactions

extension StoreScene {
    /// A rule of derivation that changes the sides of a scene's interactions.
    package enum Rule: String, Hashable, Sendable {
        case evenInside

        package func callAsFunction(_ copy: StoredCopy) -> StoredCopy {
            var copy = copy
            switch self {
            case .evenInside: copy.interaction = copy.interaction.withEvenInside
            }
            return copy
        }

        /// The page as it would be if its copies came by the rule.
        package func callAsFunction(_ page: StorePage) -> StorePage {
            StorePage(
                changes: page.changes.compactMap { change in
                    guard case .seen(let admitted) = change else { return change }
                    let sighting = admitted.value.derived { self($0) }
                    return StoreScene.admission(of: sighting.owner)?.admit(sighting).map { .seen($0) }
                },
                cursor: page.cursor,
                isLast: page.isLast,
                startsRound: page.startsRound,
                isWhole: page.isWhole,
                span: page.span
            )
        }
    }
}

extension Interaction {
    /// Whoever has an even number at the end of the name is inside; so is the sender.
    fileprivate var withEvenInside: Interaction {
        let people = participants.map { participant in
            let isEven = participant.address.text.utf8.first { (0x30...0x39).contains($0) }.map { $0 % 2 == 0 }
            return Participant(
                role: participant.role,
                address: participant.address,
                isInternal: isEven ?? participant.isInternal,
                response: participant.response
            )
        }
        let inside = people.count(where: \.isInternal)
        var derived = self
        derived.direction = .outbound
        derived.internalCount = inside
        derived.externalCount = people.count - inside
        derived.participants = people
        return derived
    }
}
