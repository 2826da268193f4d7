/// Makes the hash that stands for an address; the same for ever.
package typealias PersonHashing = @Sendable (Participant.Address) -> PersonHash

extension Interaction {
    /// The interaction as if the people in question had never been heard of, nil if nothing is left to tell.
    ///
    /// - Nothing is left of what one of them sent or organised, and where fewer than two others are listed: with whom
    ///   the one left had to do would still be to be seen. Rooms and other resources are nobody.
    /// - Otherwise only they go, from the list and from the counts. Direction, flags, conversation and subject stay.
    /// - Of somebody who is not listed, because the list is truncated, the count stays.
    package func erasing(_ isErased: (Participant.Address) -> Bool) -> Interaction? {
        let erased = participants.filter { isErased($0.address) }
        guard !erased.isEmpty else { return self }
        guard !erased.contains(where: { $0.role == .sender || $0.role == .organizer }) else { return nil }
        let gone = Set(erased.map(\.address))
        let left = participants.filter { !gone.contains($0.address) }
        guard Set(left.filter(\.isPerson).map(\.address)).count > 1 else { return nil }
        func count(_ isInternal: Bool) -> Int {
            Set(erased.filter { $0.isPerson && $0.isInternal == isInternal }.map(\.address)).count
        }
        var interaction = self
        interaction.internalCount = max(0, internalCount - count(true))
        interaction.externalCount = max(0, externalCount - count(false))
        interaction.participants = left
        return interaction
    }
}

extension Participant {
    fileprivate var isPerson: Bool { role != .resource }
}
