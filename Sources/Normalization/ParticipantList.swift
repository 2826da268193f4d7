import Connector
import Interactions

/// Collects who took part, each address once a role, and counts people once altogether.
struct ParticipantList {
    private let domains: InternalDomains
    private var named: [Participant] = []
    private var people = SeenAddresses()
    private(set) var internalCount = 0
    private(set) var externalCount = 0

    init(domains: InternalDomains) {
        self.domains = domains
    }

    /// Longest distinguished name that counts as one; real ones stay far below.
    private static let longestName = 1_024

    /// The canonical form, nil if it can be no address.
    func address(_ raw: SourceAddress?) -> Participant.Address? {
        switch raw {
        case nil: return nil
        case .smtp(let text): return EmailAddress(text).map { .smtp($0) }
        case .directory(let name):
            let isName = !name.isEmpty && name.utf8.count <= Self.longestName
            return isName && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? .directory(name.lowercased()) : nil
        }
    }

    /// By the address under which mailboxes know somebody too; by the row where there is none.
    func address(_ party: SourceActivity.Party) -> Participant.Address? {
        address(party.address.map { .smtp($0) }) ?? party.record.map { .record($0) }
    }

    /// Everybody in the organisation's directory is inside, and whoever has one of its domains.
    func isInternal(_ address: Participant.Address) -> Bool {
        switch address {
        case .smtp(let address): domains.contains(address)
        case .directory: true
        case .record(let reference): reference.table.isInternal
        }
    }

    /// Adds somebody; a resource takes part but is nobody.
    mutating func add(_ role: Participant.Role, _ address: Participant.Address, response: Participant.Response? = nil) {
        let isInternal = isInternal(address)
        named.append(Participant(role: role, address: address, isInternal: isInternal, response: response))
        guard role != .resource, people.insert(address) else { return }
        if isInternal { internalCount += 1 } else { externalCount += 1 }
    }

    /// Adds somebody who has an address.
    mutating func add(_ role: Participant.Role, _ raw: SourceAddress) {
        if let address = address(raw) { add(role, address) }
    }

    /// By role, then address; of several answers of one person the strongest.
    var sorted: [Participant] {
        var once: [Participant] = []
        once.reserveCapacity(named.count)
        for participant in named.sorted(by: Self.comesBefore)
        where once.last?.role != participant.role || once.last?.address != participant.address {
            once.append(participant)
        }
        return once
    }

    /// A total order, so that the order in which a copy names people never shows.
    private static func comesBefore(_ left: Participant, _ right: Participant) -> Bool {
        if left.role != right.role { return left.role.rawValue < right.role.rawValue }
        let texts = (left.address.text, right.address.text)
        if texts.0 != texts.1 { return texts.0 < texts.1 }
        let answers = (left.response?.rawValue ?? -1, right.response?.rawValue ?? -1)
        if answers.0 != answers.1 { return answers.0 > answers.1 }
        // Equal to Unicode, but written differently.
        return texts.0.utf8.lexicographicallyPrecedes(texts.1.utf8)
    }
}
