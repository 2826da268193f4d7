import Connector
import Interactions

/// Collects who took part, each address once a role, and counts people once altogether.
struct ParticipantList {
    private let domains: InternalDomains
    private let identity: IdentityHash
    private var named: [Participant] = []
    private var people = SeenAddresses()
    private(set) var internalCount = 0
    private(set) var externalCount = 0

    init(domains: InternalDomains, identity: IdentityHash) {
        self.domains = domains
        self.identity = identity
    }

    /// Bytes of a text without an address that tell it from others.
    private static let longestText = 1_024

    /// Everybody whom a field names; of nobody, nothing.
    func addresses(_ raw: SourceAddress) -> [Participant.Address] {
        let (text, readings): (String, [Participant.Address.Reading]) =
            switch raw {
            case .smtp(let text): (text, Participant.Address.readings(of: text))
            case .directory(let name):
                (name, [DirectoryName.canonical(name).map { .address(.directory($0)) } ?? .unreadable])
            }
        return readings.compactMap { reading in
            switch reading {
            case .address(let address): guest(address) ?? address
            case .unreadable: .unreadable(identity(.unreadable, String(Substring(text.utf8.prefix(Self.longestText)))))
            case .nobody: nil
            }
        }
    }

    /// The address of the guest whom a sign-in name means; nil for any other, and for one that would be an insider's:
    /// an outsider's directory makes nobody one of ours.
    private func guest(_ name: Participant.Address) -> Participant.Address? {
        guard case .smtp(let name) = name, let own = GuestName.address(in: name), !isInternal(.smtp(own)) else {
            return nil
        }
        return .smtp(own)
    }

    /// The first whom a field names, rather one whose address can be read; nil if it names nobody.
    func address(_ raw: SourceAddress?) -> Participant.Address? {
        guard let raw else { return nil }
        let addresses = addresses(raw)
        return addresses.first(where: \.isReadable) ?? addresses.first
    }

    /// By the address under which mailboxes know somebody too; by the row where there is none.
    func address(_ party: SourceActivity.Party) -> Participant.Address? {
        let address = address(party.address.map { .smtp($0) })
        if let address, address.isReadable { return address }
        return party.record.map { .record($0) } ?? address
    }

    func isInternal(_ address: Participant.Address) -> Bool { domains.include(address) }

    /// Adds somebody; a resource takes part but is nobody.
    mutating func add(_ role: Participant.Role, _ address: Participant.Address, response: Participant.Response? = nil) {
        let isInternal = isInternal(address)
        named.append(Participant(role: role, address: address, isInternal: isInternal, response: response))
        guard role != .resource, people.insert(address) else { return }
        if isInternal { internalCount += 1 } else { externalCount += 1 }
    }

    /// Adds everybody whom a field names.
    mutating func add(_ role: Participant.Role, _ raw: SourceAddress) {
        for address in addresses(raw) { add(role, address) }
    }

    /// Whether somebody was added of whom this is true.
    func contains(where isMeant: (Participant.Address) -> Bool) -> Bool {
        named.contains { isMeant($0.address) }
    }

    /// Whether anybody or anything was added beside the first.
    ///
    /// A room counts, because an invitation calls many a person a room: who was one is told by the directory, when the
    /// meeting is told.
    var areSeveral: Bool {
        guard let first = named.first else { return false }
        return named.contains { $0.address != first.address }
    }

    /// By role, then address; of several answers of one person the strongest.
    var sorted: [Participant] {
        var once: [Participant] = []
        once.reserveCapacity(named.count)
        for participant in named.sorted(by: Participant.comesBefore)
        where once.last?.role != participant.role || once.last?.address != participant.address {
            once.append(participant)
        }
        return once
    }
}

extension Participant.Address {
    /// Whether it says who somebody is.
    var isReadable: Bool {
        if case .unreadable = self { false } else { true }
    }
}
