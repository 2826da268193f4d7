import Connector
import Interactions

/// Collects who took part, each address once a role, and counts people once altogether.
struct ParticipantList {
    private let domains: InternalDomains
    private var participants: Set<Participant> = []
    private var people: [Participant.Address: Bool] = [:]

    init(domains: InternalDomains) {
        self.domains = domains
    }

    /// The canonical form, nil if it can be no address.
    func address(_ raw: RecordAddress?) -> Participant.Address? {
        switch raw {
        case nil: nil
        case .smtp(let text): EmailAddress(text).map { .smtp($0) }
        case .directory(let name): name.isEmpty ? nil : .directory(name)
        }
    }

    /// Everybody in the organisation's directory is inside, and whoever has one of its domains.
    func isInternal(_ address: Participant.Address) -> Bool {
        switch address {
        case .smtp(let address): domains.contains(address)
        case .directory: true
        }
    }

    /// Adds somebody; a resource takes part but is nobody.
    mutating func add(_ role: Participant.Role, _ address: Participant.Address, response: Participant.Response? = nil) {
        let isInternal = isInternal(address)
        participants.insert(Participant(role: role, address: address, isInternal: isInternal, response: response))
        if role != .resource { people[address] = isInternal }
    }

    var internalCount: Int { people.values.count { $0 } }
    var externalCount: Int { people.values.count { !$0 } }

    /// By role, then address.
    var sorted: [Participant] {
        participants.sorted { left, right in
            left.role == right.role ? left.address.text < right.address.text : left.role.rawValue < right.role.rawValue
        }
    }
}
