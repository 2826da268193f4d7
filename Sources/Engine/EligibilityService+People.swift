import Directory
import Eligibility
import Interactions
import Normalization

extension EligibilityService {
    /// Who is who by the directory: whose addresses are one person's, who is a colleague, and what is a room.
    ///
    /// Whoever has one address inside is inside by all of them; guests are not, whatever the directory calls them.
    func directoryEntries(_ domains: InternalDomains) -> [DirectoryEntry] {
        facts.directory.users.map { user in
            let account = user.account.value
            let isInside = user.addresses.contains {
                if case .smtp(let address) = $0 { domains.contains(address) } else { false }
            }
            return DirectoryEntry(
                .smtp(user.mailbox.address),
                aliases: user.addresses,
                isInside: isInside && account?.isGuest != true,
                isResource: account?.kind == .room || account?.kind == .equipment
            )
        }
    }
}
