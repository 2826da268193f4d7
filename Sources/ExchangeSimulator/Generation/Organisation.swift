/// The invented company whose tenant is generated, and everybody outside it who writes to it.
struct Organisation: Sendable {
    /// Somebody with a part in the company; who works with whom follows from `department` and `manager`.
    struct Employee: Sendable {
        let user: DirectoryUser
        /// Index into `Vocabulary.departments`.
        let department: Int
        /// Index into `employees`; nil for the head of the company.
        let manager: Int?
    }

    /// A company outside, with the people there who write and are written to.
    struct Company: Sendable {
        let name: String
        let domain: String
        let contacts: [Party]
    }

    static let primaryDomain = "contoso.example"
    /// The second brand, whose people belong to the company all the same.
    static let brandDomain = "fabrikam.example"
    /// Every employee has an alias here; old mails still carry it.
    static let aliasDomain = "mail.contoso.example"
    /// What every generated user signs in with.
    static let password = "Simulated-1"

    private(set) var employees: [Employee] = []
    /// Mailboxes that several people read; each has the indices of its readers.
    private(set) var shared: [(user: DirectoryUser, readers: [Int])] = []
    private(set) var rooms: [DirectoryUser] = []
    private(set) var equipment: [DirectoryUser] = []
    /// Former employees: only their distinguished names are left.
    private(set) var deleted: [DirectoryUser] = []
    /// Each has the indices of its members.
    private(set) var lists: [(user: DirectoryUser, members: [Int])] = []
    /// Partners who are in the address book, without a mailbox.
    private(set) var contacts: [DirectoryUser] = []
    private(set) var companies: [Company] = []
    /// The account that reads all mailboxes.
    let serviceAccount: DirectoryUser

    private static let zones = [
        "Europe/Berlin", "Europe/Berlin", "Europe/Berlin", "Europe/London", "Europe/Paris", "America/New_York",
        "America/New_York", "America/Los_Angeles", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo",
        "Australia/Sydney",
        "Australia/Lord_Howe", "Europe/Helsinki", "Asia/Kathmandu",
    ]

    /// - Parameter mailboxes: How many employees have a mailbox in the tenant. A single one gets colleagues who are in
    ///   the address book only.
    init(mailboxes: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed, stream: 1)
        serviceAccount = DirectoryUser(
            address: "svc-rapport@" + Self.primaryDomain,
            displayName: "Rapport service",
            password: Self.password,
            mayImpersonate: true
        )
        let colleagues = mailboxes == 1 ? 40 : 0
        var taken: Set<String> = []
        for index in 0..<mailboxes + colleagues {
            employees.append(Self.employee(index, withMailbox: index < mailboxes, taken: &taken, random: &random))
        }
        if mailboxes > 1 { addSharedResources(mailboxes: mailboxes, random: &random) }
        for index in 0..<max(mailboxes / 8, 2) {
            let name = Self.personName(&random)
            let address = Self.unique(Alias.make(name.given, name.family), fallback: "former\(index)", &taken)
            let local = address + "@" + Self.primaryDomain
            deleted.append(DirectoryUser(kind: .deleted, address: local, displayName: name.given + " " + name.family))
        }
        addOutsiders(count: min(max(mailboxes, 8), Vocabulary.externalCompanies.count), random: &random)
    }

    /// Everybody in the address book, in a fixed order; employees with a mailbox come first.
    var directory: [DirectoryUser] {
        employees.map(\.user) + shared.map(\.user) + rooms + equipment + lists.map(\.user) + contacts + deleted
            + [serviceAccount]
    }

    private static func employee(
        _ index: Int,
        withMailbox: Bool,
        taken: inout Set<String>,
        random: inout SplitMix64
    ) -> Employee {
        let name = personName(&random)
        let alias = unique(Alias.make(name.given, name.family), fallback: "user\(index)", &taken)
        let domain = random.chance(15) ? brandDomain : primaryDomain
        let user = DirectoryUser(
            kind: withMailbox ? .user : .contact,
            address: alias + "@" + domain,
            aliases: [alias + "@" + aliasDomain],
            displayName: name.family + ", " + name.given,
            timeZone: random.pick(zones) ?? "Etc/UTC",
            password: withMailbox ? password : nil
        )
        // The first of each department leads it and reports to the first of all.
        let departments = Vocabulary.departments.count
        let manager = index == 0 ? nil : index < departments ? 0 : index % departments
        return Employee(user: user, department: index % departments, manager: manager)
    }

    private mutating func addSharedResources(mailboxes: Int, random: inout SplitMix64) {
        for (local, name) in [("info", "Info"), ("support", "Support"), ("bewerbung", "Bewerbungen")] {
            guard shared.count * 10 < mailboxes else { break }
            let user = DirectoryUser(kind: .shared, address: local + "@" + Self.primaryDomain, displayName: name)
            shared.append((user, Self.distinct(3, of: mailboxes, &random)))
        }
        for name in Vocabulary.rooms.prefix(max(mailboxes / 8, 1)) {
            let address = "room-" + Alias.make(name) + "@" + Self.primaryDomain
            rooms.append(DirectoryUser(kind: .room, address: address, displayName: "Room " + name))
        }
        for name in Vocabulary.equipment.prefix(max(mailboxes / 16, 1)) {
            let address = "eq-" + Alias.make(name) + "@" + Self.primaryDomain
            equipment.append(DirectoryUser(kind: .equipment, address: address, displayName: name))
        }
        let staff = employees.indices.map(\.self)
        addList("all", name: "All staff", members: staff)
        for (index, department) in Vocabulary.departments.enumerated() {
            let members = staff.filter { employees[$0].department == index }
            if members.count > 1 { addList("team-" + Alias.make(department), name: department, members: members) }
        }
    }

    private mutating func addList(_ local: String, name: String, members: [Int]) {
        let user = DirectoryUser(
            kind: .list,
            address: local + "@" + Self.primaryDomain,
            displayName: name,
            members: members.map { employees[$0].user.address }
        )
        lists.append((user, members))
    }

    private mutating func addOutsiders(count: Int, random: inout SplitMix64) {
        for name in Vocabulary.externalCompanies.prefix(count) {
            let domain = name.lowercased().filter { $0.isLetter } + ".example"
            var taken: Set<String> = []
            let contacts = (0..<random.within(2...7)).map { index in
                let person = Self.personName(&random)
                let alias = Self.unique(Alias.make(person.given, person.family), fallback: "contact\(index)", &taken)
                return Party(name: person.given + " " + person.family, address: alias + "@" + domain)
            }
            companies.append(Company(name: name, domain: domain, contacts: contacts))
            // One in three companies has somebody whom the address book knows.
            if companies.count % 3 == 0, let partner = contacts.first, let address = partner.address {
                self.contacts.append(DirectoryUser(kind: .contact, address: address, displayName: partner.name))
            }
        }
    }

    private static func personName(_ random: inout SplitMix64) -> (given: String, family: String) {
        (random.pick(Vocabulary.givenNames) ?? "", random.pick(Vocabulary.familyNames) ?? "")
    }

    private static func unique(_ alias: String, fallback: String, _ taken: inout Set<String>) -> String {
        let base = alias.isEmpty ? fallback : alias
        var candidate = base
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = base + "\(number)"
            number += 1
        }
        return candidate
    }

    /// Up to `count` different numbers below `bound`.
    private static func distinct(_ count: Int, of bound: Int, _ random: inout SplitMix64) -> [Int] {
        var chosen: [Int] = []
        while chosen.count < min(count, bound) {
            let next = random.below(bound)
            if !chosen.contains(next) { chosen.append(next) }
        }
        return chosen
    }
}
