import Directory
import Eligibility
package import Interactions

/// Somebody of the own organisation who looks at answers.
package struct Viewer: Hashable, Sendable {
    /// The mailbox's own address.
    package let address: EmailAddress
    /// Every address by which the CRM may know the same person.
    let addresses: Set<EmailAddress>
    /// Whether the viewer may see everything, and may ask for changes; each change still asks for its own role.
    package let isAdministrator: Bool
}

extension EligibilityService {
    /// Who looks at answers under this address; nil for whoever is no enabled user of the directory.
    package func viewer(_ address: EmailAddress) -> Viewer? {
        guard let user = facts.directory[address], user.account.value?.isEnabled == true,
            user.account.value?.isGuest == false
        else { return nil }
        let isGlobal = user.administratorRoles.value?.contains { $0.caseFolded == "global administrator" } ?? false
        let addresses = user.addresses.compactMap { address in
            if case .smtp(let address) = address { address } else { nil }
        }
        return Viewer(
            address: user.mailbox.address,
            addresses: Set(addresses),
            isAdministrator: isGlobal || user.holds("System Administrator")
        )
    }

    /// Who signed in with the identity provider; nil for whoever is no enabled user of the directory.
    ///
    /// Where somebody's object id is known, it alone says who that is: names are changed, and given to others.
    package func viewer(_ person: PeopleSignIn.Person) -> Viewer? {
        let owners = facts.directory.users(withObjectID: person.objectID)
        if let owner = owners.first { return owners.count == 1 ? viewer(owner.mailbox.address) : nil }
        guard let user = facts.directory[person.address], user.objectID == nil else { return nil }
        return viewer(person.address)
    }
}
