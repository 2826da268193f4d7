package import Interactions

/// Whose an address is where several claim it.
///
/// What only one can have, as a name to sign in with, counts more than what anybody can enter, as an address in a form.
package struct AddressClaims<Claimant> {
    /// Nil for an address that several claim with equal right: it is nobody's.
    private var claimants: [EmailAddress: Claimant?] = [:]

    /// - Parameters:
    ///   - own: what nobody else can have.
    ///   - further: what somebody else may have too.
    package init(_ all: [Claimant], own: (Claimant) -> Set<EmailAddress>, further: (Claimant) -> Set<EmailAddress>) {
        var weaker: [EmailAddress: Claimant?] = [:]
        for claimant in all {
            let own = own(claimant)
            for address in own { Self.add(claimant, to: address, of: &claimants) }
            for address in further(claimant).subtracting(own) { Self.add(claimant, to: address, of: &weaker) }
        }
        claimants.merge(weaker) { own, _ in own }
    }

    private static func add(
        _ claimant: Claimant,
        to address: EmailAddress,
        of claimants: inout [EmailAddress: Claimant?]
    ) {
        claimants.updateValue(claimants[address] == nil ? claimant : nil, forKey: address)
    }

    /// Nil for an address of nobody.
    package subscript(address: EmailAddress) -> Claimant? { claimants[address] ?? nil }

    /// Those that are somebody's, and whose they are.
    package var settled: [EmailAddress: Claimant] { claimants.compactMapValues(\.self) }

    /// Those that several claim with equal right.
    package var contested: Set<EmailAddress> { Set(claimants.filter { $0.value == nil }.keys) }
}
