/// Somebody, or a room, as the organisation's directory tells it: every address that is theirs.
package struct DirectoryEntry: Hashable, Sendable {
    /// The address under which lists show them.
    package let primary: Participant.Address
    /// All of them, the primary one too.
    package let addresses: Set<Participant.Address>
    /// Whether they are colleagues by whichever of these addresses; else, by none.
    package let isInside: Bool
    /// Whether it is a room or equipment, whatever an invitation says; nil where nobody knows.
    package let isResource: Bool?

    /// - Parameter aliases: addresses and legacy names beside the primary one.
    package init(
        _ primary: Participant.Address,
        aliases: Set<Participant.Address> = [],
        isInside: Bool = true,
        isResource: Bool? = false
    ) {
        self.primary = primary
        addresses = aliases.union([primary])
        self.isInside = isInside
        self.isResource = isResource
    }
}
