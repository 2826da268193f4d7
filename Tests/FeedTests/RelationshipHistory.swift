import Connector
import ConnectorTesting
import Eligibility
import Interactions

/// What happens to an organisation that scores its relationships: mails, meetings and calls with people whose addresses
/// come in any order, rows of the CRM that come, merge and go, who is who, and removals of every kind.
struct RelationshipHistory {
    private var random: SplitMix64
    private var people: [EmailAddress] = []
    private var count = 0

    private static let records = (0..<14).compactMap { number -> CRMReference? in
        let tables: [CRMReference.Table] = [.contact, .contact, .contact, .account, .opportunity, .lead, .user]
        return CRMReference(tables[number % tables.count], id: "00000000-0000-0000-0000-0000000000\(10 + number)")
    }

    init(seed: Int) { random = SplitMix64(seed: UInt64(seed)) }

    /// Does one thing, and says what.
    mutating func step(_ store: some InteractionStore, at now: Timestamp) async throws -> String {
        switch Int.random(in: 0..<40, using: &random) {
        case 0: return try await purge(store)
        case 1:
            let instant = now.advanced(by: .seconds(-86_400 * Int64.random(in: 100..<200, using: &random)))
            while try await !store.expire(before: instant, limit: 5).isComplete {}
            return "expire"
        case 2:
            let person = isOne(in: 2) ? Participant.Address.record(record()) : .smtp(somebody())
            while try await !store.erase(person, limit: 5).isComplete {}
            return "erase \(person.text)"
        case 3:
            try await store.hold(isOne(in: 2) ? [] : [StoreScene.mailbox(2).address])
            return "hold"
        case 4..<7: return try await changePersons(store)
        case 7..<15: return try await commit((0..<few(4)).map { _ in row() }, to: StoreScene.rows, store)
        case 15..<18:
            return try await commit((0..<few(5)).map { _ in gone() }, to: StoreScene.mail(few(3) - 1), store)
        case 18..<23:
            return try await commit((0..<few(3)).compactMap { _ in activity(now) }, to: StoreScene.activities, store)
        default:
            let mailbox = few(3) - 1
            let isMeeting = isOne(in: 4)
            let changes = (0..<few(6)).compactMap { _ in copy(in: mailbox, isMeeting: isMeeting, now) }
            return try await commit(
                changes,
                to: isMeeting ? StoreScene.calendar(mailbox) : StoreScene.mail(mailbox),
                store
            )
        }
    }

    private mutating func purge(_ store: some InteractionStore) async throws -> String {
        let mailbox = StoreScene.mailbox(few(3) - 1)
        while try await !store.purge(mailbox.id, limit: 5).isComplete {}
        return "purge \(mailbox.address.text)"
    }

    private mutating func changePersons(_ store: some InteractionStore) async throws -> String {
        if isOne(in: 3) {
            let mailbox = few(3) - 1
            return try await commit([.owner([.smtp(somebody())])], to: StoreScene.mail(mailbox), store)
        }
        let entries = (0..<few(3)).map { number in
            DirectoryEntry(
                .smtp(StoreScene.mailbox(number).address),
                aliases: [.smtp(somebody())],
                isInside: !isOne(in: 4)
            )
        }
        let plus = isOne(in: 2) ? nil : MailDomains(["fabrikam.example"])
        try await store.setDirectory(entries, plusAddressing: PlusAddressing(domains: plus))
        return "directory \(entries)"
    }

    private func commit(
        _ changes: [StoreChange],
        to stream: StreamID,
        _ store: some InteractionStore
    ) async throws -> String {
        let page = StorePage(changes: changes, cursor: Cursor("c"), isLast: true, startsRound: false)
        _ = try await store.commit(page, settings: "s", to: stream)
        if !changes.isEmpty, case .gone = changes[0], stream.owner != .crm {
            let streams = StoreHistory.streams(of: 0).filter { $0.owner == stream.owner } + [stream]
            _ = try await store.finishRound(of: stream.owner, source: "t", streams: streams, deletedMail: .remove)
        }
        return "\(stream.kind.rawValue) \(changes)"
    }

    private mutating func row() -> StoreChange {
        let reference = record()
        guard !isOne(in: 8) else { return .gone(ItemKey(reference.text)) }
        var row = CRMRow(reference)
        row.name = reference.text
        row.isActive = !isOne(in: 6)
        row.mergedInto = isOne(in: 8) && !reference.table.isInternal ? record() : nil
        row.addresses = reference.table == .opportunity ? [] : (0..<few(3)).map { _ in somebody() }
        if reference.table == .user { row.addresses = [StoreScene.mailbox(few(3) - 1).address] }
        row.parent = Self.records.filter { $0.table == .account }.randomElement(using: &random)
        row.contact = Self.records.filter { $0.table == .contact }.randomElement(using: &random)
        row.owner = isOne(in: 2) ? Self.records.first { $0.table == .user } : nil
        row.connections = isOne(in: 3) ? [record()] : []
        if reference.table == .opportunity {
            row.sale = Sale()
            row.sale?.estimatedValue = Int64.random(in: 0..<900_000, using: &random)
        }
        return .row(ItemKey(reference.text), row)
    }

    private mutating func gone() -> StoreChange { .gone(ItemKey("i\(Int.random(in: 0...count, using: &random))")) }

    private mutating func copy(in mailbox: Int, isMeeting: Bool, _ now: Timestamp) -> StoreChange? {
        let own = StoreScene.mailbox(mailbox)
        let isOurs = isOne(in: 2)
        let others = Set((0..<few(3)).map { _ in somebody() })
        var parts = [
            Participant(
                role: isMeeting ? isOurs ? .organizer : .requiredAttendee : isOurs ? .sender : .to,
                address: .smtp(own.address),
                isInternal: true
            )
        ]
        for (place, other) in others.sorted(by: { $0.text < $1.text }).enumerated() {
            let first: Participant.Role = isMeeting ? .organizer : .sender
            let guest: Participant.Role = isMeeting ? .requiredAttendee : .to
            let response: Participant.Response? = [nil, .accepted, .declined].randomElement(using: &random) ?? nil
            parts.append(
                Participant(
                    role: place == 0 && !isOurs ? first : guest,
                    address: .smtp(other),
                    isInternal: false,
                    response: isMeeting ? response : nil
                )
            )
        }
        let number = number()
        let interaction = Interaction(
            id: InteractionID(KeyedHash(high: isMeeting ? 2 : 1, low: UInt64(number))),
            kind: isMeeting ? .meeting : .email,
            direction: isOurs ? .outbound : .inbound,
            occurredAt: instant(now),
            durationSeconds: isMeeting ? 1_800 : 0,
            conversation: isMeeting ? nil : ConversationID(KeyedHash(high: 3, low: UInt64(number % 7))),
            flags: isOne(in: 3) ? .reply : isOne(in: 8) ? .bulk : [],
            internalCount: 1,
            externalCount: others.count,
            participants: parts.sorted(by: Participant.comesBefore)
        )
        let sighting = Sighting(
            owner: .mailbox(own),
            item: ItemKey("i\(number)"),
            interaction: interaction,
            rank: isOurs ? .own : .received
        )
        return (try? EligibleTenant.decision(own))?.admission?.admit(sighting).map { .seen($0) }
    }

    /// A call that is to happen or did.
    private mutating func activity(_ now: Timestamp) -> StoreChange? {
        let number = number()
        let other = somebody()
        let linked = Self.records.filter { $0.table == .contact }.randomElement(using: &random)
        let at = instant(now)
        let named: Participant.Address = isOne(in: 3) ? .record(linked ?? record()) : .smtp(other)
        let interaction = Interaction(
            id: InteractionID(KeyedHash(high: 4, low: UInt64(number))),
            kind: .phoneCall,
            direction: isOne(in: 2) ? .outbound : .inbound,
            occurredAt: at,
            durationSeconds: isOne(in: 3) ? 0 : 600,
            flags: at > now || isOne(in: 4) ? .planned : [],
            internalCount: 1,
            externalCount: 1,
            participants: [
                Participant(role: .sender, address: .smtp(StoreScene.mailbox(0).address), isInternal: true),
                Participant(role: .to, address: named, isInternal: false),
            ]
        )
        let sighting = Sighting(
            owner: .crm,
            item: ItemKey("a\(number)"),
            interaction: interaction,
            rank: .crm,
            regarding: isOne(in: 2) ? record() : nil,
            links: Set(isOne(in: 2) ? linked.map { [PartyLink(address: other, record: $0)] } ?? [] : [])
        )
        return Admission.crm.admit(sighting).map { .seen($0) }
    }

    /// Of something new, or of what was there before.
    private mutating func number() -> Int {
        if count > 0, isOne(in: 4) { return Int.random(in: 0..<count, using: &random) }
        count += 1
        return count
    }

    private mutating func instant(_ now: Timestamp) -> Timestamp {
        let ago = Int64.random(in: -3..<60, using: &random)
        return now.advanced(by: .seconds(-ago * 86_400 + Int64.random(in: 0..<86_400, using: &random)))
    }

    /// Somebody who is known, or somebody new anywhere in the order of addresses.
    private mutating func somebody() -> EmailAddress {
        if people.count > 3, !isOne(in: 5) { return people.randomElement(using: &random) ?? people[0] }
        let letters = (0..<4).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random) ?? "a" }
        let tag = isOne(in: 4) ? "+x" : ""
        guard let address = EmailAddress("\(String(letters))\(tag)@fabrikam.example") else { return people[0] }
        people.append(address)
        return address
    }

    private mutating func record() -> CRMReference {
        Self.records[Int.random(in: Self.records.indices, using: &random)]
    }

    private mutating func few(_ most: Int) -> Int { Int.random(in: 1...most, using: &random) }

    mutating func isOne(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
}
