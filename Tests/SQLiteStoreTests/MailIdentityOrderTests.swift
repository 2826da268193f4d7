import Connector
import ConnectorTesting
import Eligibility
import Interactions
import SQLiteStore
import Testing

/// In whatever order copies come and go and people are learnt: the same mails, and the same is told.
@Suite struct MailIdentityOrderTests {
    private typealias Mail = MailIdentityOracle.Mail

    private enum Step {
        case seen(Mail)
        /// All that a mailbox brought is gone.
        case purge(Int)
        /// Who has which addresses, by the directory.
        case directory([Set<Int>])
        /// The addresses of one contact of the CRM.
        case contact(Set<Int>)
    }

    private static func mailbox(_ item: Int) throws -> Mailbox {
        Mailbox(address: try #require(EmailAddress("m\(item)@contoso.example")))
    }

    private static func change(_ mail: Mail) throws -> (StoreChange, StreamID) {
        let people = [(Participant.Role.sender, mail.sender)] + mail.recipients.sorted().map { (.to, $0) }
        let interaction = Interaction(
            id: mail.id,
            kind: .email,
            direction: .inbound,
            occurredAt: Timestamp(microseconds: Int64(mail.time) * 1_000_000),
            conversation: mail.thread.map { ConversationID(KeyedHash(high: 3, low: UInt64($0))) },
            internalCount: 0,
            externalCount: people.count,
            participants: people.map {
                Participant(role: $0.0, address: StoreScene.person($0.1), isInternal: false)
            }
        )
        if mail.isCRM {
            let copy = Sighting(
                owner: .crm,
                item: StoreScene.item(mail.item),
                interaction: interaction,
                rank: .crm,
                lacksMessageID: true
            )
            return (.seen(try #require(Admission.crm.admit(copy))), StoreScene.activities)
        }
        let mailbox = try mailbox(mail.item)
        let sighting = Sighting(
            owner: .mailbox(mailbox),
            item: StoreScene.item(mail.item),
            interaction: interaction,
            // As the sender's own copy, it speaks for all.
            rank: mail.messageID == nil ? .own : .received,
            lacksMessageID: mail.messageID == nil
        )
        let admission = try #require(EligibleTenant.decision(mailbox).admission)
        return (
            .seen(try #require(admission.admit(sighting))),
            StreamID(source: "t", owner: .mailbox(mailbox), kind: .mail, folder: "f")
        )
    }

    private static func apply(_ step: Step, to store: SQLiteInteractionStore) async throws {
        func commit(_ change: StoreChange, to stream: StreamID) async throws {
            let page = StorePage(changes: [change], cursor: Cursor("c"), isLast: true, startsRound: false)
            _ = try await store.commit(page, to: stream)
        }
        switch step {
        case .seen(let mail):
            let (change, stream) = try change(mail)
            try await commit(change, to: stream)
        case .purge(let item):
            while try await !store.purge(try mailbox(item).id, limit: 3).isComplete {}
        case .directory(let people):
            try await store.setDirectory(
                people.map { person in
                    let addresses = person.sorted().map(StoreScene.person)
                    return DirectoryEntry(addresses[0], aliases: Set(addresses), isInside: false)
                }
            )
        case .contact(let addresses):
            var row = CRMRow(try #require(StoreScene.reference(2)))
            for case .smtp(let address) in addresses.sorted().map(StoreScene.person) { row.addresses.append(address) }
            try await commit(.row(StoreScene.item(0), row), to: StoreScene.rows)
        }
    }

    /// What is stored after all steps, by the mailboxes that hold each mail; and what the feed told on the way.
    private static func mails(
        after steps: [Step],
        _ random: inout SplitMix64
    ) async throws -> [InteractionID: Set<Int>] {
        let directory = try TemporaryDirectory()
        func open() throws -> SQLiteInteractionStore {
            try SQLiteInteractionStore(directory: directory.path, tenant: "t", personHash: StoreScene.personHash)
        }
        var store: SQLiteInteractionStore? = try open()
        var follower = FeedFollower()
        for step in steps {
            // Another process remembers nobody. Nothing else has the store by now.
            if Int.random(in: 0..<6, using: &random) == 0 {
                store = nil
                store = try open()
            }
            guard let opened = store else { break }
            try await apply(step, to: opened)
            if Bool.random(using: &random) { try await follower.follow(opened, limit: 2) }
        }
        let opened = try #require(store)
        #expect(try await opened.integrityCheck() == [])
        try await follower.follow(opened, limit: 3)
        var reader = FeedFollower()
        try await reader.follow(opened, limit: 100)
        #expect(follower.held == reader.held)
        let numbers = try await opened.reduce(into: [Int64: InteractionID]()) { $0[$1.number] = $1.id }
        #expect(Set(numbers.values) == follower.told)
        var mails: [InteractionID: Set<Int>] = [:]
        for (number, id) in numbers {
            let holders = try await opened.mailboxes(holding: [number])
            mails[id] = Set(holders.compactMap { Int($0.text.dropFirst().prefix { $0 != "@" }) })
        }
        return mails
    }

    private static func mail(_ item: Int, _ random: inout SplitMix64) -> Mail {
        let day = 86_400
        let times = [0, 1, 50, 110, 200, 4 * day, 4 * day + 60, 8 * day]
        return Mail(
            item: item,
            messageID: Int.random(in: 0..<3, using: &random) == 0 ? nil : Int.random(in: 1...4, using: &random),
            sender: Int.random(in: 0..<4, using: &random),
            recipients: [4, Bool.random(using: &random) ? 5 : 6],
            time: 100 * day + times[Int.random(in: 0..<times.count, using: &random)],
            thread: Int.random(in: 0..<3, using: &random) == 0 ? nil : 7
        )
    }

    private static let people: [[Set<Int>]] = [
        [], [[0, 1]], [[0, 1], [2, 3]], [[0, 1, 2]], [[5, 6]], [[1, 2], [5, 6]],
    ]
    private static let contacts: [Set<Int>] = [[], [0, 1], [2, 3], [5, 6], [0, 2, 3]]

    /// In 171 a copy without Message-ID has to be looked at again because the mail beside it went to another one.
    @Test(arguments: Set(Torture.share(Array(0..<200), every: 15)).union([171]).sorted())
    func `Mails are a function of the copies and of who is who, never of their order`(seed: Int) async throws {
        var random = SplitMix64(seed: UInt64(seed))
        var mails = (0..<9).map { Self.mail($0, &random) }
        for item in 9..<11 {
            mails.append(Self.mail(item, &random))
            mails[item].messageID = nil
            mails[item].isCRM = true
        }
        // Of the addresses that the CRM knows none is in the directory, which says more.
        let isOfCRM = Bool.random(using: &random)
        let last = isOfCRM ? [] : Self.people.randomElement(using: &random) ?? []
        let contact = isOfCRM ? Self.contacts.randomElement(using: &random) ?? [] : []
        let gone = Int.random(in: 0..<9, using: &random)
        var found: [[InteractionID: Set<Int>]] = []
        for _ in 0..<2 {
            // Others were somebody before, and one mailbox more was read.
            var steps = mails.map { Step.seen($0) }
            steps.shuffle(using: &random)
            for _ in 0..<2 {
                let place = Int.random(in: 0...steps.count, using: &random)
                let before: Step =
                    isOfCRM
                    ? .contact(Self.contacts.randomElement(using: &random) ?? [])
                    : .directory(Self.people.randomElement(using: &random) ?? [])
                steps.insert(before, at: place)
            }
            let seen = steps.lastIndex { if case .seen(let mail) = $0 { mail.item == gone } else { false } } ?? 0
            steps.insert(.purge(gone), at: Int.random(in: (seen + 1)...steps.count, using: &random))
            let lastPersons = steps.lastIndex { step in
                switch step {
                case .directory, .contact: true
                case .seen, .purge: false
                }
            }
            let place = Int.random(in: ((lastPersons ?? -1) + 1)...steps.count, using: &random)
            steps.insert(isOfCRM ? .contact(contact) : .directory(last), at: place)
            found.append(try await Self.mails(after: steps, &random))
        }
        let people = isOfCRM ? (contact.isEmpty ? [] : [contact]) : last
        let expected = MailIdentityOracle(mails: mails.filter { $0.item != gone }, people: people).interactions
            .mapValues { $0.filter { !mails[$0].isCRM } }
        #expect(found[0] == found[1])
        #expect(Set(found[0].values) == Set(expected.values))
        for (key, items) in expected where key.besides == nil { #expect(found[0][key.id] == items) }
    }
}
