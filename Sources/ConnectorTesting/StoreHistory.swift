package import Connector
package import Interactions

/// What may happen to a store of `StoreScene`'s three mailboxes, in a random order that a seed decides.
package struct StoreHistory: Sendable {
    package enum Step: Hashable, Sendable {
        case page(StorePage, StreamID)
        case roundEnd(StreamOwner, [StreamID], DeletedMail)
        /// Each of these with all its steps, each of up to so many interactions.
        case purge(Mailbox.ID, limit: Int)
        case expire(Timestamp, limit: Int)
        case erase(Participant.Address, limit: Int)
        case scrub
        /// Who is who from now on.
        case directory([DirectoryEntry])
        /// Of whom nothing is told from now on.
        case hold(Set<EmailAddress>)

        /// Whose data it brings, nil if it brings none.
        package var reader: StreamOwner? {
            switch self {
            case .page(_, let stream): stream.owner
            case .roundEnd(let owner, _, _): owner
            case .purge, .expire, .erase, .scrub, .directory, .hold: nil
            }
        }

        /// Does it to a store.
        package func callAsFunction(_ store: some InteractionStore) async throws -> CommitSummary {
            switch self {
            case .page(let page, let stream):
                return try await store.commit(page, settings: "s", to: stream)
            case .roundEnd(let owner, let streams, let deletedMail):
                return try await store.finishRound(of: owner, source: "t", streams: streams, deletedMail: deletedMail)
            case .purge(let mailbox, let limit):
                return try await Self.repeated { try await store.purge(mailbox, limit: limit) }
            case .expire(let instant, let limit):
                return try await Self.repeated { try await store.expire(before: instant, limit: limit) }
            case .erase(let person, let limit):
                return try await Self.repeated { try await store.erase(person, limit: limit) }
            case .scrub:
                try await store.scrub()
                return CommitSummary()
            case .directory(let entries):
                try await store.setDirectory(entries)
                return CommitSummary()
            case .hold(let mailboxes):
                try await store.hold(mailboxes)
                return CommitSummary()
            }
        }

        private static func repeated(_ step: () async throws -> RemovalStep) async throws -> CommitSummary {
            var summary = CommitSummary()
            while true {
                let done = try await step()
                summary += done.summary
                if done.isComplete { return summary }
            }
        }
    }

    private var random: SplitMix64
    /// An item never becomes another interaction.
    private let keepsIdentity: Bool
    private let deletedMail: [DeletedMail]
    private let postpones: Bool
    /// A row of the CRM is one person's for good, no merger happens, and activities link to rows that are nobody's: by
    /// others it would depend on when the person was erased who took part.
    private let keepsPeople: Bool

    /// - Parameter postpones: whether items may be unreadable.
    package init(
        seed: Int,
        keepsIdentity: Bool = false,
        deletedMail: [DeletedMail] = DeletedMail.allCases,
        postpones: Bool = true,
        keepsPeople: Bool = false
    ) {
        self.keepsPeople = keepsPeople
        self.postpones = postpones
        random = SplitMix64(seed: UInt64(seed))
        self.keepsIdentity = keepsIdentity
        self.deletedMail = deletedMail
    }

    /// All streams of a mailbox.
    package static func streams(of mailbox: Int) -> [StreamID] {
        [StoreScene.mail(mailbox), StoreScene.mail(mailbox, folder: 1), StoreScene.calendar(mailbox)]
    }

    /// The ends of all rounds, twice: what one mailbox's round gave up, another's may remove.
    package static func quietEnd(_ deletedMail: DeletedMail) -> [Step] {
        let once: [Step] =
            (0..<3).map { .roundEnd(StoreScene.mail($0).owner, streams(of: $0), deletedMail) }
            + [.roundEnd(.crm, StoreScene.ofCRM, deletedMail)]
        return once + once
    }

    /// Whose the row is where rows keep their people.
    private static func person(ofRow number: Int) -> Int? { number % 5 == 4 ? nil : number % 4 }

    /// A reading of all rows from the start: after it, no store knows less of whose rows there are than another.
    package static var allRows: Step {
        let news = (0..<8).map { StoreScene.News.row($0, person: person(ofRow: $0)) }
        return .page(StoreScene.page(news, startsRound: true, isLast: true), StoreScene.rows)
    }

    /// Lets the directory know the address that activities link to rows: in a history, rounds end before all rows were
    /// read, and whose it is by the rows alone would depend on when it is asked.
    package static let knownToAll = Step.directory([DirectoryEntry(StoreScene.person(0), isInside: false)])

    /// Anything that may happen: a removal now and then, who is who somewhat more often, mostly what is read.
    package mutating func next() -> Step {
        if isOne(in: 10) { return nextRemoval() }
        return isOne(in: 5) ? nextOfPersons() : nextReading()
    }

    /// The end of a round or, more often, a page.
    package mutating func nextReading() -> Step {
        if isOne(in: 5) { return nextOfCRM() }
        let mailbox = Int.random(in: 0..<3, using: &random)
        let all = Self.streams(of: mailbox)
        if isOne(in: 6) {
            let listed = all.filter { _ in !isOne(in: 8) }
            return .roundEnd(all[0].owner, listed, deletedMail.randomElement(using: &random) ?? .keep)
        }
        let stream = all[isOne(in: 3) ? 2 : Int.random(in: 0..<2, using: &random)]
        return .page(page(of: mailbox, isCalendar: stream.kind == .calendar), stream)
    }

    private mutating func nextOfCRM() -> Step {
        let streams = StoreScene.ofCRM
        if isOne(in: 6) {
            let listed = streams.filter { _ in !isOne(in: 8) }
            return .roundEnd(.crm, listed, deletedMail.randomElement(using: &random) ?? .keep)
        }
        let isActivity = Bool.random(using: &random)
        if isOne(in: 4) { return nextConnections() }
        let news = (0..<Int.random(in: 0..<6, using: &random)).map { _ -> StoreScene.News in
            let item = Int.random(in: 0..<8, using: &random)
            if isOne(in: 4) { return .gone(item) }
            if postpones, isOne(in: 10) { return .postponed(item) }
            let person = isOne(in: 3) ? nil : Int.random(in: 0..<4, using: &random)
            guard isActivity else {
                return .row(
                    item,
                    person: keepsPeople ? Self.person(ofRow: item) : person,
                    name: Int.random(in: 0..<3, using: &random),
                    mergedInto: !keepsPeople && isOne(in: 5) ? Int.random(in: 0..<8, using: &random) : nil
                )
            }
            return .activity(
                item,
                of: item % 4 + (item > 5 ? 100 : 0),
                variant: Int.random(in: 0..<8, using: &random),
                regarding: person,
                link: isOne(in: 2) ? (keepsPeople ? [4, 8] : Array(0..<12)).randomElement(using: &random) : nil
            )
        }
        let page = StoreScene.page(
            news,
            startsRound: isOne(in: 5),
            isLast: Bool.random(using: &random),
            isWhole: !isOne(in: 5)
        )
        return .page(page, streams[isActivity ? 0 : 1])
    }

    /// Who is who: by the directory, or by a service that knows the owner of a mailbox; or who is told of at all.
    package mutating func nextOfPersons() -> Step {
        if isOne(in: 4) {
            return .hold(Set(StoreScene.mailboxes.filter { _ in isOne(in: 3) }.map(\.address)))
        }
        if isOne(in: 2) {
            let mailbox = Int.random(in: 0..<3, using: &random)
            let addresses = (0..<4).filter { _ in isOne(in: 2) }.map { StoreScene.person($0) }
            let page = StorePage(
                changes: [.owner(isOne(in: 2) ? addresses : addresses + [.smtp(StoreScene.mailbox(mailbox).address)])],
                cursor: Cursor("c"),
                isLast: false,
                startsRound: false
            )
            return .page(page, StoreScene.mail(mailbox))
        }
        var sets: [Int: Set<Participant.Address>] = [:]
        for person in (0..<4).map({ StoreScene.person($0) }) + [.directory("/o=x/cn=y")] where !isOne(in: 3) {
            sets[Int.random(in: 0..<3, using: &random), default: []].insert(person)
        }
        return .directory(
            sets.sorted { $0.key < $1.key }.compactMap { _, addresses in
                addresses.sorted { $0.text < $1.text }.randomElement(using: &random).map { primary in
                    DirectoryEntry(
                        primary,
                        aliases: addresses,
                        isInside: isOne(in: 2),
                        isResource: [true, false, nil].randomElement(using: &random) ?? nil
                    )
                }
            }
        )
    }

    private mutating func nextConnections() -> Step {
        let news = (0..<Int.random(in: 1..<4, using: &random)).map { _ -> StoreScene.News in
            let item = Int.random(in: 20..<25, using: &random)
            guard !isOne(in: 4) else { return .gone(item) }
            let one = Int.random(in: 0..<8, using: &random)
            return .link(item, of: one, with: Int.random(in: 0..<8, using: &random))
        }
        let page = StoreScene.page(news, startsRound: isOne(in: 5), isLast: Bool.random(using: &random))
        return .page(page, StoreScene.connections)
    }

    /// A removal of any kind.
    package mutating func nextRemoval() -> Step {
        let limit = Int.random(in: 1...4, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .purge(StoreScene.mailbox(Int.random(in: 0..<3, using: &random)).id, limit: limit)
        case 1:
            // In the middle of the mails or of the meetings.
            let number = Int.random(in: 0..<8, using: &random) + (isOne(in: 4) ? 100 : 0)
            return .expire(StoreScene.interaction(number).occurredAt, limit: limit)
        case 2:
            let person = StoreScene.person(Int.random(in: 1..<4, using: &random))
            let record = isOne(in: 3) ? StoreScene.reference(Int.random(in: 0..<8, using: &random)) : nil
            return .erase(record.map { .record($0) } ?? person, limit: limit)
        default: return .scrub
        }
    }

    private mutating func item(in count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    /// From one of the first interactions to another, or for good.
    private mutating func span(from number: Int) -> Range<Timestamp> {
        let times = [item(in: 8), item(in: 8)].map { StoreScene.interaction(number + $0).occurredAt }.sorted()
        return times[0]..<(isOne(in: 2) ? times[1] : Timestamp(microseconds: .max))
    }

    package mutating func isOne(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    private mutating func page(of mailbox: Int, isCalendar: Bool) -> StorePage {
        let news = (0..<Int.random(in: 0..<7, using: &random)).map { _ -> StoreScene.News in
            let item = Int.random(in: 0..<12, using: &random)
            let interaction = keepsIdentity ? item % 8 : Int.random(in: 0..<8, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3: return .gone(item)
            case 3 where postpones: return .postponed(item)
            default:
                return .seen(
                    item,
                    of: interaction + (isCalendar ? 100 : 0),
                    variant: Int.random(in: 0..<8, using: &random),
                    rank: Bool.random(using: &random) ? .own : .received
                )
            }
        }
        return StoreScene.page(
            news,
            startsRound: isOne(in: 5),
            isLast: Bool.random(using: &random),
            isWhole: !isOne(in: 5),
            span: isOne(in: 3) ? span(from: isCalendar ? 100 : 0) : nil,
            mailbox: mailbox
        )
    }
}
