import Interactions

@testable import Scoring

/// One contact and some colleagues, with what passed between them told in days before the clock.
struct Scene {
    static let now: Int64 = 1_780_000_000_000_000
    static let contact: UInt32 = 100
    static let anna: UInt32 = 1
    static let ben: UInt32 = 2
    static let carla: UInt32 = 3
    static let dora: UInt32 = 4

    private(set) var interactions: [StoredInteraction] = []
    var options = ScoringOptions()

    /// - Parameters:
    ///   - ago: days before the clock.
    ///   - inside: the colleagues; the first one is whom it is from or to.
    ///   - crowd: participants outside beside the contact.
    ///   - blindly: colleagues who have blind copies.
    mutating func add(
        _ kind: Interaction.Kind,
        from us: Bool,
        ago: Double,
        inside: [UInt32] = [anna],
        crowd: Int = 0,
        flags: Interaction.Flags = [],
        seconds: Int = 0,
        conversation: UInt64? = nil,
        answer: Participant.Response? = nil,
        ourAnswer: Participant.Response? = nil,
        with contact: UInt32 = contact,
        as contactRole: Participant.Role? = nil,
        blindly: [UInt32] = []
    ) {
        var parts: [StoredInteraction.Part] = []
        for (index, colleague) in inside.enumerated() {
            let role: Participant.Role =
                kind == .meeting
                ? (us && index == 0 ? .organizer : .requiredAttendee) : index > 0 ? .cc : us ? .sender : .to
            parts.append(
                StoredInteraction.Part(role: role, address: Int64(colleague), isInternal: true, response: ourAnswer)
            )
        }
        let role: Participant.Role =
            contactRole ?? (kind == .meeting ? (us ? .requiredAttendee : .organizer) : us ? .to : .sender)
        parts.append(
            StoredInteraction.Part(role: role, address: Int64(contact), isInternal: false, response: answer)
        )
        for colleague in blindly {
            parts.append(StoredInteraction.Part(role: .bcc, address: Int64(colleague), isInternal: true))
        }
        interactions.append(
            StoredInteraction(
                number: Int64(interactions.count + 1),
                id: InteractionID(KeyedHash(high: UInt64(interactions.count + 1) << 1, low: 0)),
                kind: kind,
                direction: us ? .outbound : .inbound,
                occurredAt: Timestamp(microseconds: Self.now - Int64(ago * 86_400) * 1_000_000),
                durationSeconds: seconds,
                conversation: conversation.map { ConversationID(KeyedHash(high: 0, low: $0)) },
                flags: flags,
                internalCount: inside.count + blindly.count,
                externalCount: crowd + 1,
                regarding: nil,
                participants: parts
            )
        )
    }

    /// The same interaction once more, as the next one.
    mutating func copy(_ interaction: StoredInteraction) {
        var copy = interaction
        copy.number = Int64(interactions.count + 1)
        interactions.append(copy)
    }

    /// A mail of which colleagues have blind copies, from or to the colleagues who are named.
    mutating func blind(
        from us: Bool,
        ago: Double,
        to colleagues: [UInt32],
        named: [UInt32] = [],
        flags: Interaction.Flags = []
    ) {
        add(.email, from: us, ago: ago, inside: named, flags: flags, blindly: colleagues)
    }

    mutating func email(
        from us: Bool,
        ago: Double,
        reply: Bool = false,
        inside: [UInt32] = [anna],
        crowd: Int = 0,
        conversation: UInt64? = nil,
        with contact: UInt32 = contact,
        as role: Participant.Role? = nil
    ) {
        add(
            .email,
            from: us,
            ago: ago,
            inside: inside,
            crowd: crowd,
            flags: reply ? .reply : [],
            conversation: conversation,
            with: contact,
            as: role
        )
    }

    var history: History {
        var history = History()
        for interaction in interactions { history.put(interaction) }
        return history
    }

    /// All scores where these are the contacts, in their order.
    func scores(of contacts: ClosedRange<UInt32>) -> [Score] {
        let book = ScoredRecords(contacts.map { .init(.contact, interests: [.init(person: $0)]) })
        return Scoreboard(history: history, book: book, options: options, now: Self.now).scores
    }

    var book: ScoredRecords { ScoredRecords([.init(.contact, interests: [.init(person: Self.contact)])]) }

    var score: Score { Scoreboard(history: history, book: book, options: options, now: Self.now).scores[0] }

    var introducers: [Introducer] {
        Introductions(
            history: history,
            book: book,
            options: options,
            now: Self.now,
            nameable: [Self.anna, Self.ben, Self.carla, Self.dora]
        )
        .introducers(to: [[Self.contact]])[0]
    }

    /// Four visits, every thirteen weeks, with a mail each way after them; the last one so many days ago.
    static func quarterly(since days: Double) -> Scene {
        var scene = Scene()
        for quarter in 0..<4 {
            let ago = days + Double(91 * quarter)
            scene.add(.meeting, from: true, ago: ago, answer: .accepted)
            scene.email(from: true, ago: ago - 1)
            scene.email(from: false, ago: ago - 2)
        }
        return scene
    }
}
