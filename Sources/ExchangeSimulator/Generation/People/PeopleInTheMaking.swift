/// A tenant of `PeopleGenerator` while it is made.
struct PeopleInTheMaking {
    /// A copy of a mail in one mailbox.
    struct Copy {
        let owner: Int
        let folder: DistinguishedFolder
        var flags: StoredItem.Flags = .read
        var received: Int?
    }

    static let domains = ["contoso.example", "fabrikam.example", "mail.contoso.example"]
    private static let names = ["anna", "ben", "chloe", "dirk"]

    var state: TenantState
    var truth = PeopleTruth()
    var crm = CRMState.empty
    var random: SplitMix64
    /// Places of people in `truth.people`.
    let owners: [Int]
    let outside: [Int]
    /// Nobody, at an address that says so.
    let machine: Int
    let list: Int
    let room: Int
    let former: Int
    /// By place in `truth.people`, whoever is in the address book.
    private var users: [Int: DirectoryUser] = [:]
    private var nameCount = 0
    private var conversations: UInt32 = 0

    init(_ generator: PeopleGenerator) {
        random = SplitMix64(seed: generator.seed, stream: 7)
        var state = TenantState(id: "6f1c0a52-0000-4000-8000-000000000000", domains: Self.domains, now: generator.now)
        var truth = PeopleTruth()
        var users: [Int: DirectoryUser] = [:]
        func add(_ user: DirectoryUser, tagged: [String] = [], rows: [String] = []) -> Int {
            state.add(user)
            users[truth.people.count] = user
            let isListed = user.kind != .deleted
            truth.people.append(
                PeopleTruth.Person(
                    addresses: (isListed ? [user.address] + user.aliases + tagged : [])
                        + [user.distinguishedName.lowercased()] + rows,
                    isInside: true,
                    isRoom: user.kind == .room
                )
            )
            return truth.people.count - 1
        }
        owners = Self.names.map { name in
            // The last one is of a domain that is none of the organisation's.
            let aliases = ["\(name)@mail.contoso.example", "\(name).b@fabrikam.example", "\(name)@oldbrand.example"]
            return add(
                DirectoryUser(address: "\(name)@contoso.example", aliases: aliases, displayName: name),
                tagged: ["\(name)+news@contoso.example", "\(name).b+a+b@fabrikam.example"],
                rows: ["crm:systemuser/" + CRMState.id("user \(name)@contoso.example")]
            )
        }
        let members = [0, 1, 2].map { "\(Self.names[$0])@contoso.example" }
        list = add(
            DirectoryUser(kind: .list, address: "sales@contoso.example", displayName: "Sales", members: members)
        )
        room = add(DirectoryUser(kind: .room, address: "room1@contoso.example", displayName: "Room 1"))
        former = add(DirectoryUser(kind: .deleted, address: "gone@contoso.example", displayName: "Gone"))
        _ = add(DirectoryUser(address: "svc@contoso.example", displayName: "svc", password: "p", mayImpersonate: true))
        func addOutside(_ addresses: [String]) -> Int {
            truth.people.append(PeopleTruth.Person(addresses: addresses, isInside: false, isRoom: false))
            return truth.people.count - 1
        }
        outside = Self.outsiders.map { outsider in
            addOutside(outsider.addresses + outsider.rows.map { Self.address(ofRow: $0) })
        }
        machine = addOutside(["no-reply@adatum.example"])
        self.state = state
        self.truth = truth
        self.users = users
        fillCRM()
    }

    // MARK: Whom

    /// Somebody in any form in which anybody writes him.
    mutating func written(_ person: Int) -> PartyNumber {
        guard let user = users[person] else { return outsider(person) }
        var party = Party(user)
        switch user.kind {
        case .deleted, .list, .room: return state.number(of: party)
        default: break
        }
        switch random.below(5) {
        case 0: break
        case 1: party.address = nil
        case 2: party = Party(name: user.displayName, address: Self.encapsulated(user.distinguishedName))
        default: party = Party(name: random.chance(50) ? user.displayName : "", address: spelled(person))
        }
        return state.number(of: party)
    }

    /// What a server outside is told of somebody's distinguished name.
    ///
    /// <https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxoabk/f6d7bbd5-58f1-4e2e-ab0a-a09ba6f7ce1d>
    private static func encapsulated(_ name: String) -> String {
        let letters = name.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "/"): "_"
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "="), UInt8(ascii: "-"):
                String(UnicodeScalar(byte))
            default: "+" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return "IMCEAEX-" + letters.joined() + "@" + domains[0]
    }

    /// One of somebody's addresses, as anybody writes it.
    mutating func spelled(_ person: Int) -> String {
        decorated(random.pick(truth.people[person].addresses.filter { $0.contains("@") }) ?? "")
    }

    /// Somebody by whom a program of Exchange's knows him, so that his own copy is told as his.
    mutating func known(_ person: Int) -> PartyNumber {
        users[person].map { state.number(of: Party($0)) } ?? outsider(person)
    }

    private mutating func outsider(_ person: Int) -> PartyNumber {
        state.number(of: Party(name: random.chance(50) ? "A. Name" : "", address: spelled(person)))
    }

    private mutating func decorated(_ address: String) -> String {
        switch random.below(9) {
        case 0: "'\(address)'"
        case 1: address.uppercased()
        case 2: "SMTP:\(address)"
        case 3: "<\(address)>"
        case 4: "mailto:\(address)"
        case 5: "\u{200B}\(address)\u{A0}"
        case 6: "\(address)."
        default: address
        }
    }

    /// So many different ones, at least one.
    mutating func some(_ people: [Int], upTo count: Int) -> [Int] {
        var rest = people
        return (0..<random.within(1...min(count, people.count))).map { _ in rest.remove(at: random.below(rest.count)) }
    }

    /// His row among the CRM's users.
    func user(_ person: Int) -> DirectoryUser? { users[person] }

    // MARK: What

    mutating func name(_ domain: String = "mail.example") -> String {
        nameCount += 1
        return "<\(nameCount).people@\(domain)>"
    }

    mutating func conversation() -> UInt32 {
        conversations += 1
        return conversations
    }

    mutating func put(_ message: SimulatedMessage, _ copies: [Copy]) {
        let number = state.add(message)
        for copy in copies {
            guard let user = users[copy.owner], let box = state.mailbox(of: user.address),
                let folder = state[box].number(of: copy.folder)
            else { continue }
            state.deliver(number, to: folder, of: box, received: copy.received, flags: copy.flags)
        }
    }

    mutating func put(_ event: SimulatedEvent, into owner: Int) {
        guard let user = users[owner], let box = state.mailbox(of: user.address),
            let folder = state[box].number(of: .calendar)
        else { return }
        state.add(event, to: folder, of: box)
    }
}
