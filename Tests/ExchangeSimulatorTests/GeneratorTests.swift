import ExchangeSimulator
import Testing

struct GeneratorTests {
    /// 2026-11-23T12:00:00Z, a Monday.
    private static let now = 1_795_435_200
    private static let day = 86_400

    private static func generator(users: Int = 20, seed: UInt64 = 7, items: Int = 300) -> TenantGenerator {
        TenantGenerator(users: users, seed: seed, itemsPerUser: items, now: now)
    }

    /// Twenty mailboxes of a thousand items, made once.
    private static let large = generator(items: 1_000).generateWithTruth()

    /// Everything that a client could ever see of a tenant, as text.
    private static func dump(_ state: TenantState) -> String {
        var text = state.id + "\n"
        for user in state.directory.users { text += "\(user)\n" }
        for mailbox in state.mailboxes {
            text += mailbox.owner + "\n"
            for (index, folder) in mailbox.folders.enumerated() {
                text += "\(index) \(folder.displayName) \(folder.itemCount) \(folder.unreadCount)\n"
            }
            for event in mailbox.events {
                text += "\(event.uid) \(event.start) \(event.end) \(event.timeZone) \(event.deleted.sorted())\n"
                text += "\(event.exceptions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })\n"
            }
        }
        for number in 0..<state.messages.count {
            let message = state.messages[MessageNumber(value: UInt32(number))]
            text += "\(message.messageID) \(message.subject) \(message.sent) \(message.to.map(\.value))\n"
        }
        return text
    }

    @Test func `The same seed gives the same tenant and another seed another one`() {
        let first = Self.dump(Self.generator(users: 8).generate())
        #expect(first == Self.dump(Self.generator(users: 8).generate()))
        #expect(first == Self.dump(Self.generator(users: 8).generateWithTruth().tenant))
        #expect(first != Self.dump(Self.generator(users: 8, seed: 8).generate()))
    }

    @Test(arguments: [(1, 0), (1, 2_000), (2, 50), (20, 300)])
    func `Every employee gets the items that were asked for and a tenth more at most`(users: Int, items: Int) {
        let state = Self.generator(users: users, items: items).generate()
        for mailbox in state.mailboxes.prefix(users) {
            let count = mailbox.folders.map(\.itemCount).reduce(0, +)
            #expect((items...items + max(items / 10, 40)).contains(count), "\(count)")
        }
        #expect(state.directory.users.count { $0.kind == .user && !$0.mayImpersonate } == users)
        #expect(state.directory.entry(for: TenantGenerator.serviceAccount)?.user.mayImpersonate == true)
    }

    @Test func `A single mailbox has colleagues in the address book only`() {
        let state = Self.generator(users: 1, items: 100).generate()
        #expect(state.mailboxes.count == 2)
        #expect(state.directory.users.count { $0.kind == .contact } >= 40)
    }

    @Test func `The organisation has all kinds of entries`() {
        let users = Self.generator(items: 0).generate().directory.users
        for kind in DirectoryUser.Kind.allCases { #expect(users.contains { $0.kind == kind }, "\(kind)") }
        #expect(Set(users.map { $0.address.lowercased() }).count == users.count)
        #expect(Set(users.map(\.distinguishedName)).count == users.count)
        #expect(users.contains { $0.displayName.unicodeScalars.contains { !$0.isASCII } })
        #expect(users.allSatisfy { $0.address.unicodeScalars.allSatisfy(\.isASCII) })
        #expect(
            Set(users.compactMap { $0.address.split(separator: "@").last }).isSuperset(of: [
                "contoso.example", "fabrikam.example",
            ])
        )
    }

    @Test func `Mailboxes hold every special case`() throws {
        let state = Self.large.tenant
        let messages = (0..<state.messages.count).map { state.messages[MessageNumber(value: UInt32($0))] }
        let names = Set(messages.flatMap(\.headers).map(\.name))
        #expect(names.isSuperset(of: ["Auto-Submitted", "List-Id", "List-Unsubscribe", "Precedence"]))
        #expect(Set(messages.map(\.kind)) == Set(SimulatedMessage.Kind.allCases))
        #expect(messages.contains { $0.messageID.isEmpty && $0.from != nil })
        #expect(messages.contains { $0.from == nil && $0.messageID.isEmpty })
        #expect(messages.contains { !$0.bcc.isEmpty })
        #expect(messages.contains { $0.to.count > 100 })
        #expect(messages.contains { message in message.from.map { message.to == [$0] } ?? false })
        #expect(messages.contains { $0.sender != nil })
        #expect(messages.contains { $0.sensitivity == .personalPrivate })
        #expect(messages.contains { $0.sensitivity == .confidential })
        #expect(messages.contains { $0.from.map { state.parties[$0].address == nil } ?? false })
        #expect(
            messages.contains {
                $0.to.contains { state.parties[$0].address?.hasSuffix("@mail.contoso.example") ?? false }
            }
        )
        #expect(state.mailboxes.contains { $0.number(of: .archivemsgfolderroot) != nil })
        #expect(state.mailboxes.contains { $0.folders.contains { $0.isSearch } })
        #expect(state.mailboxes.contains { $0.folders.contains { $0.displayName == "Posteingang" } })
        #expect(
            state.mailboxes.contains { box in
                box.folders.contains { folder in folder.itemCount > 0 && Self.depth(of: folder, in: box) > 3 }
            }
        )

        let events = state.mailboxes.flatMap(\.events)
        #expect(events.contains { $0.recurrence != nil && !$0.exceptions.isEmpty })
        #expect(events.contains { !$0.deleted.isEmpty })
        #expect(events.contains { $0.isCancelled })
        #expect(events.contains { $0.isAllDay })
        #expect(events.contains { !$0.isMeeting })
        #expect(events.contains { $0.sensitivity == .personalPrivate })
        #expect(events.contains { $0.uid.contains("@") })
        #expect(Set(events.map(\.timeZone)).count > 30)
        #expect(events.allSatisfy { $0.start <= $0.end && ZoneRules(identifier: $0.timeZone) != nil })
        #expect(events.allSatisfy { WindowsZone.id(forIANA: $0.timeZone) != nil })
    }

    private static func depth(of folder: SimulatedFolder, in box: SimulatedMailbox) -> Int {
        folder.parent.map { 1 + depth(of: box[$0], in: box) } ?? 0
    }

    @Test func `A mail that several have is one mail and its id is nobody else's`() {
        let (state, truth) = Self.large
        var ids: Set<String> = []
        for number in 0..<state.messages.count {
            let id = state.messages[MessageNumber(value: UInt32(number))].messageID
            #expect(id.isEmpty || ids.insert(id).inserted)
        }
        #expect(truth.mails.contains { $0.mailboxes.count > 4 })
        let copies = truth.mails.map(\.mailboxes.count).reduce(0, +)
        #expect(copies > truth.mails.count * 3 / 2)
    }

    @Test func `An answer comes after its question, and mails come in the order of time`() {
        let state = Self.large.tenant
        for number in 0..<state.messages.count {
            let message = state.messages[MessageNumber(value: UInt32(number))]
            #expect(message.sent <= Self.now)
            guard let answers = message.answers else { continue }
            let question = state.messages[answers]
            #expect(question.sent <= message.sent)
            #expect(question.conversation == message.conversation)
        }
        for mailbox in state.mailboxes {
            for folder in mailbox.folders.indices where mailbox.folders[folder].folderClass == "IPF.Note" {
                let received = mailbox.items(in: FolderNumber(value: UInt16(folder))).map {
                    mailbox.item($0)?.received ?? 0
                }
                #expect(received == received.sorted())
            }
        }
    }

    @Test func `People write on weekdays in the day time of their zone`() throws {
        let state = Self.large.tenant
        let berlin = try #require(ZoneRules(identifier: "Europe/Berlin"))
        let people = state.directory.users.filter { $0.kind == .user && $0.timeZone == berlin.identifier }
        let parties = Set(people.compactMap { state.party(of: $0) })
        let sent = (0..<state.messages.count).map { state.messages[MessageNumber(value: UInt32($0))] }
            .filter { $0.from.map(parties.contains) ?? false && $0.kind == .note }
            .map { berlin.local(at: $0.sent) }
        let atWork = sent.count {
            (1...5).contains($0.day.weekday) && (7 * 3_600..<20 * 3_600).contains($0.secondOfDay)
        }
        #expect(sent.count > 500)
        #expect(atWork * 100 > sent.count * 80)
    }

    @Test func `Everybody who shares a meeting has the same uid, and answers are known to the organizer only`() throws {
        let state = Self.large.tenant
        var copies: [String: [(owner: PartyNumber, event: SimulatedEvent)]] = [:]
        for mailbox in state.mailboxes {
            let user = try #require(state.directory.entry(for: mailbox.owner)?.user)
            let owner = try #require(state.party(of: user))
            for event in mailbox.events where event.isMeeting { copies[event.uid, default: []].append((owner, event)) }
        }
        #expect(copies.values.contains { $0.count > 3 })
        for (owner, event) in copies.values.joined() {
            if owner == event.organizer {
                #expect(event.myResponse == .organizer)
                #expect(event.attendees.allSatisfy { $0.response != .unknown })
            } else {
                #expect(event.myResponse != .organizer)
                #expect(event.attendees.allSatisfy { $0.response == .unknown && $0.responded == nil })
                #expect(event.attendees.contains { $0.party == owner })
            }
        }
        let hexadecimal = copies.keys.filter { !$0.contains("@") }
        #expect(
            hexadecimal.allSatisfy { $0.utf8.count == 112 && $0.hasPrefix("040000008200E00074C5B7101A82E00800000000") }
        )
    }

    // MARK: Ground truth

    @Test func `The ground truth counts the mails that mailboxes hold`() {
        let (state, truth) = Self.large
        let kinds: Set<SimulatedMessage.Kind> = [.note, .signedNote, .sharing]
        var seen: Set<UInt32> = []
        for mailbox in state.mailboxes {
            var own: Set<UInt32> = []
            for (index, folder) in mailbox.folders.enumerated() {
                let number = FolderNumber(value: UInt16(index))
                guard folder.folderClass == "IPF.Note", number != mailbox.number(of: .drafts),
                    number != mailbox.number(of: .junkemail)
                else { continue }
                for item in mailbox.items(in: number).compactMap({ mailbox.item($0) }) {
                    let message = state.messages[MessageNumber(value: item.content)]
                    guard kinds.contains(message.kind) else { continue }
                    own.insert(item.content)
                }
            }
            #expect(truth.mailCount(in: [mailbox.owner], kinds: kinds) == own.count)
            seen.formUnion(own)
        }
        let isPrivate = { (number: UInt32) in
            let sensitivity = state.messages[MessageNumber(value: number)].sensitivity
            return sensitivity == .personalPrivate || sensitivity == .confidential
        }
        let all = Set(state.mailboxes.map(\.owner))
        let open = seen.count { !isPrivate($0) }
        #expect(truth.mailCount(in: all, kinds: kinds) > open)
        #expect(truth.mails.count { !$0.isPrivate && kinds.contains($0.kind) } == open)
        let none = truth.mailCount(in: all, kinds: kinds, sent: Self.now + 1..<Self.now + 2)
        #expect(none == 0)
    }

    @Test func `The ground truth and the expansion of series agree on every calendar`() throws {
        let (state, truth) = Self.large
        let window = Self.now - 365 * Self.day..<Self.now + 365 * Self.day
        var total = 0
        for mailbox in state.mailboxes {
            var expanded: [[Int]] = []
            for event in mailbox.events where event.isMeeting && !event.isCancelled {
                let zone = try #require(ZoneRules(identifier: event.timeZone))
                guard let rule = event.recurrence else {
                    if event.end >= window.lowerBound, event.start < window.upperBound {
                        expanded.append([event.start, event.start, event.end])
                    }
                    continue
                }
                let start = zone.local(at: event.start)
                let end = zone.local(at: event.end)
                let cancelled = Set(event.exceptions.filter(\.value.isCancelled).map(\.key)).union(event.deleted)
                let series = OccurrenceSeries(
                    days: rule.days,
                    end: rule.end,
                    zone: zone,
                    startOfDay: start.secondOfDay,
                    endOfDay: (end.day.number - start.day.number) * Self.day + end.secondOfDay,
                    changes: event.exceptions.mapValues { .modified(start: $0.start, end: $0.end) }
                        .merging(cancelled.map { ($0, .deleted) }) { $1 }
                )
                expanded += series.occurrences(in: window).map { [$0.originalStart, $0.start, $0.end] }
            }
            let walked = truth.occurrences(in: mailbox.owner, overlapping: window)
                .map { [$0.originalStart, $0.start, $0.end] }
            #expect(
                walked.sorted { $0.lexicographicallyPrecedes($1) }
                    == expanded.sorted { $0.lexicographicallyPrecedes($1) }
            )
            total += walked.count
        }
        #expect(total > 2_000)
        let owners = Set(state.mailboxes.map(\.owner))
        let distinct = truth.meetingCount(in: owners, overlapping: window)
        #expect((total / 4..<total).contains(distinct))
    }
}
