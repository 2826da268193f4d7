import Connector
import Interactions

/// Whose mailbox an item was read in, by every address that is known to be his.
struct MailboxOwner {
    /// What he is called where nobody else names him: his primary address if the service tells it, or the mailbox's
    /// name.
    let address: EmailAddress
    private let addresses: [EmailAddress]
    private let aliases: Set<Participant.Address>

    /// - Parameters:
    ///   - named: what the service says, his primary address first.
    ///   - aliases: what the directory says.
    init(_ mailbox: Mailbox, named: [String], aliases: Set<Participant.Address>) {
        var addresses = named.compactMap { EmailAddress($0) }
        address = addresses.first ?? mailbox.address
        addresses.append(mailbox.address)
        self.addresses = addresses
        self.aliases = aliases
    }

    /// Whether the mailbox's own service calls him so, whatever a directory says.
    func isNamed(_ address: Participant.Address) -> Bool {
        if case .smtp(let address) = address { addresses.contains(address) } else { false }
    }

    /// Whether an address is one of his.
    func has(_ address: Participant.Address) -> Bool {
        isNamed(address) || aliases.contains(address)
    }
}
