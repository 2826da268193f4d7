import Connector
import Interactions

/// Whose mailbox an item was read in, by every address that is known to be his.
struct MailboxOwner {
    /// What he is called where nobody else names him: his primary address if the service tells it, or the mailbox's
    /// name.
    let address: EmailAddress
    /// Few, so that to look through them costs less than to hash them for each item.
    private let addresses: [Participant.Address]
    private let aliases: Set<Participant.Address>
    private let plusAddressing: PlusAddressing
    /// What the directory has as somebody's own, plus sign or not.
    private let listed: Set<Participant.Address>

    /// - Parameters:
    ///   - named: what the service says, his primary address first.
    ///   - aliases: what the directory says.
    ///   - plusAddressing: where a plus sign and what follows it make no other address of one.
    ///   - listed: all addresses of the directory.
    init(
        _ mailbox: Mailbox,
        named: [Participant.Address],
        aliases: Set<Participant.Address>,
        plusAddressing: PlusAddressing,
        listed: Set<Participant.Address>
    ) {
        let primary = named.lazy.compactMap { if case .smtp(let address) = $0 { address } else { nil } }.first
        address = primary ?? mailbox.address
        addresses = named + [.smtp(mailbox.address)]
        self.aliases = aliases
        self.plusAddressing = plusAddressing
        self.listed = listed
    }

    /// Whether an address is one of his.
    func has(_ address: Participant.Address) -> Bool {
        isNamed(address) || plusBase(of: address).map(isNamed) ?? false
    }

    private func isNamed(_ address: Participant.Address) -> Bool {
        addresses.contains(address) || aliases.contains(address)
    }

    /// Nil for what is an address of its own.
    private func plusBase(of address: Participant.Address) -> Participant.Address? {
        guard case .smtp(let address) = address, let base = plusAddressing.base(of: address),
            !listed.contains(.smtp(address))
        else { return nil }
        return .smtp(base)
    }
}
