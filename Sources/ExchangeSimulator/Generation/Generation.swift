/// One tenant in the making.
struct Generation {
    let now: Int
    let itemsPerUser: Int
    let organisation: Organisation
    var state: TenantState
    var truth: GroundTruth?
    var random: SplitMix64
    /// Draws each number once, because its step is a bijection: for message ids and meeting ids.
    var names: SplitMix64

    /// In the order of `state.mailboxes`; the first belong to the employees.
    var rooms: [Mailroom] = []
    let hours: [WorkingHours]
    let employees: [Speaker]
    let shared: [Speaker]
    let meetingRooms: [Speaker]
    let equipment: [Speaker]
    let lists: [Speaker]
    let deleted: [Speaker]
    /// By company.
    let outsiders: [[Speaker]]

    var conversations: UInt32 = 0
    private var deliveries: [Delivery] = []
    private var events: [(event: SimulatedEvent, box: Int)] = []

    private struct Delivery {
        let message: MessageNumber
        let received: UInt32
        let box: UInt16
        let folder: FolderNumber
        let flags: StoredItem.Flags
    }

    static let secondsPerDay = 86_400
    /// How far back mails go.
    static let historyDays = 540

    init(_ generator: TenantGenerator, truth: GroundTruth?) {
        now = generator.now
        itemsPerUser = generator.itemsPerUser
        self.truth = truth
        random = SplitMix64(seed: generator.seed, stream: 2)
        names = SplitMix64(seed: generator.seed, stream: 3)
        let organisation = Organisation(mailboxes: generator.users, seed: generator.seed)
        self.organisation = organisation
        var state = TenantState(
            id: Self.guid(generator.seed),
            domains: [Organisation.primaryDomain, Organisation.brandDomain, Organisation.aliasDomain],
            now: generator.now
        )

        for (index, user) in organisation.directory.enumerated() {
            let isEmployee = index < organisation.employees.count
            let language = isEmployee ? FolderNames.language(ofZone: user.timeZone) : "en"
            state.add(
                user,
                names: FolderNames.names(in: language),
                hasArchive: isEmployee && index.isMultiple(of: 5)
            )
        }

        var zones: [String] = []
        var hours: [WorkingHours] = []
        func speaker(_ party: Party, box: Int?, zone: String, domain: String, in state: inout TenantState) -> Speaker {
            if !zones.contains(zone) {
                zones.append(zone)
                hours.append(WorkingHours(zone: ZoneRules(identifier: zone) ?? .utc))
            }
            let index = zones.firstIndex(of: zone) ?? 0
            return Speaker(party: state.number(of: party), box: box, hours: index, domain: domain)
        }
        func speakers(_ users: [DirectoryUser], in state: inout TenantState) -> [Speaker] {
            users.map { user in
                speaker(
                    Party(user),
                    box: state.mailbox(of: user.address)?.value,
                    zone: user.timeZone,
                    domain: Organisation.primaryDomain,
                    in: &state
                )
            }
        }
        employees = speakers(organisation.employees.map(\.user), in: &state)
        shared = speakers(organisation.shared.map(\.user), in: &state)
        meetingRooms = speakers(organisation.rooms, in: &state)
        equipment = speakers(organisation.equipment, in: &state)
        lists = speakers(organisation.lists.map(\.user), in: &state)
        deleted = speakers(organisation.deleted, in: &state)
        outsiders = organisation.companies.enumerated().map { index, company in
            company.contacts.map { contact in
                let entry = contact.address.flatMap { state.directory.entry(for: $0)?.user }
                let zone = Self.outsideZones[index % Self.outsideZones.count]
                return speaker(
                    entry.map(Party.init) ?? contact,
                    box: nil,
                    zone: zone,
                    domain: company.domain,
                    in: &state
                )
            }
        }
        self.hours = hours
        self.state = state
    }

    private static let outsideZones = [
        "Europe/Berlin", "America/New_York", "Europe/Paris", "Asia/Tokyo", "Europe/London",
    ]

    mutating func run() -> TenantState {
        for index in state.mailboxes.indices {
            let isEmployee = index < employees.count
            let room = Mailroom(
                TenantState.MailboxNumber(value: index),
                remaining: isEmployee ? itemsPerUser : 0,
                companies: organisation.companies,
                in: &state,
                random: &random
            )
            if let room { rooms.append(room) }
        }
        fillCalendars()
        fillMailboxes()
        hangUpEvents()
        handOut()
        return state
    }

    // MARK: Delivery

    /// Puts a mail into the tenant and a copy into the folder of each place.
    ///
    /// - Returns: what answers to it name.
    mutating func post(_ message: SimulatedMessage, to places: [(box: Int, folder: FolderNumber)]) -> MessageNumber {
        let number = state.add(message)
        let isOld = message.sent < now - 3 * Self.secondsPerDay
        for (box, folder) in places {
            let isOwn = folder == rooms[box].sent || folder == rooms[box].drafts
            var flags: StoredItem.Flags = isOwn || isOld || random.chance(40) ? .read : []
            if folder == rooms[box].drafts { flags.insert(.draft) }
            let delivery = Delivery(
                message: number,
                received: UInt32(clamping: isOwn ? message.sent : message.sent + 1 + random.below(9)),
                box: UInt16(box),
                folder: folder,
                flags: flags
            )
            deliveries.append(delivery)
            rooms[box].remaining -= 1
            if folder != rooms[box].drafts && folder != rooms[box].junk {
                truth?.saw(message, number, in: state.mailboxes[box].owner)
            }
        }
        return number
    }

    mutating func enter(_ event: SimulatedEvent, in box: Int) {
        events.append((event, box))
        rooms[box].remaining -= 1
        truth?.saw(event, in: state.mailboxes[box].owner)
    }

    /// Mails come in the order of time, so that logs and identifiers are as if they had come one by one.
    private mutating func handOut() {
        var order = deliveries.indices.map { UInt64(deliveries[$0].received) << 32 | UInt64($0) }
        order.sort()
        for key in order {
            let delivery = deliveries[Int(key & 0xFFFF_FFFF)]
            state.deliver(
                delivery.message,
                to: delivery.folder,
                of: rooms[Int(delivery.box)].mailbox,
                received: Int(delivery.received),
                flags: delivery.flags
            )
        }
        deliveries = []
    }

    private mutating func hangUpEvents() {
        let order = events.indices.sorted { (events[$0].event.created, $0) < (events[$1].event.created, $1) }
        for index in order {
            let (event, box) = events[index]
            state.add(event, to: rooms[box].calendar, of: rooms[box].mailbox)
        }
        events = []
    }

    // MARK: Names

    mutating func messageID(of sender: Speaker) -> String {
        var text: [UInt8] = [UInt8(ascii: "<")]
        Self.append(names.next(), to: &text)
        text.append(UInt8(ascii: "@"))
        text += sender.domain.utf8
        text.append(UInt8(ascii: ">"))
        return String(decoding: text, as: UTF8.self)
    }

    static func append(_ number: UInt64, to text: inout [UInt8]) {
        for shift in stride(from: 60, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(shift)) & 15
            text.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
    }

    private static func guid(_ seed: UInt64) -> String {
        var random = SplitMix64(seed: seed, stream: 4)
        var text: [UInt8] = []
        append(random.next(), to: &text)
        append(random.next(), to: &text)
        let digits = String(decoding: text, as: UTF8.self).lowercased()
        let cuts = [0, 8, 12, 16, 20, 32]
        return zip(cuts, cuts.dropFirst()).map { String(digits.dropFirst($0).prefix($1 - $0)) }.joined(separator: "-")
    }
}
