import Connector
import Directory
package import Interactions
import Settings

/// Who somebody is, by every address.
extension Engine {
    /// Everything by which somebody is known: to the store, and to the file of users.
    ///
    /// - Parameter reader: nil where nothing was ever stored.
    /// - Throws: what the store throws.
    func known(_ address: Participant.Address, to reader: (any InteractionReader)?) async throws -> StoredPerson {
        var addresses: Set = [address]
        if let file = try? UserDirectory(settings: settings.eligibility), let user = file[address] {
            addresses.formUnion(user.addresses)
        }
        var number: Int64?
        var rows: Set<CRMReference> = []
        for one in addresses.sorted(by: { $0.text < $1.text }) {
            guard let person = try await reader?.person(one) else { continue }
            addresses.formUnion(person.addresses)
            rows.formUnion(person.rows)
            number = number ?? person.number
        }
        return StoredPerson(addresses: addresses, number: number, rows: rows.sorted())
    }
}

extension StoredPerson {
    /// The addresses of mail among all that the person is known by, sorted.
    var mailAddresses: [EmailAddress] {
        addresses.compactMap { if case .smtp(let address) = $0 { address } else { nil } }.sorted()
    }
}
