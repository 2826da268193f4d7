import Interactions

/// A set of addresses that hashes nothing while they are few, as in most mails.
struct SeenAddresses {
    private static let few = 16

    private var list: [Participant.Address] = []
    /// Empty while the list is short.
    private var set: Set<Participant.Address> = []

    /// False if the address was there.
    mutating func insert(_ address: Participant.Address) -> Bool {
        if set.isEmpty {
            guard !list.contains(address) else { return false }
            list.append(address)
            if list.count > Self.few { set = Set(list) }
            return true
        }
        return set.insert(address).inserted
    }
}
