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

    /// - Parameters:
    ///   - named: what the service says, his primary address first.
    ///   - aliases: what the directory says.
    init(_ mailbox: Mailbox, named: [Participant.Address], aliases: Set<Participant.Address>) {
        let primary = named.lazy.compactMap { if case .smtp(let address) = $0 { address } else { nil } }.first
        address = primary ?? mailbox.address
        addresses = named + [.smtp(mailbox.address)]
        self.aliases = aliases
    }

    /// Whether an address is one of his.
    func has(_ address: Participant.Address) -> Bool {
        addresses.contains(address) || aliases.contains(address)
    }
}
