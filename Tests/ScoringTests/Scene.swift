@testable import Scoring

/// One contact and some colleagues, with what passed between them told in days before the clock.
struct Scene {
    static let now: Int64 = 1_780_000_000_000_000
    static let contact: UInt32 = 100
    static let anna: UInt32 = 1
    static let ben: UInt32 = 2
    static let carla: UInt32 = 3

    private(set) var entries: [History.Entry] = []
    var options = ScoringOptions()

    /// - Parameters:
    ///   - ago: days before the clock.
    ///   - inside: the colleagues; the first one is whom it is from or to.
    ///   - crowd: participants outside beside the contact.
    mutating func add(
        _ kind: UInt8,
        from us: Bool,
        ago: Double,
        inside: [UInt32] = [anna],
        crowd: Int = 0,
        marks: History.Marks = [.inExchange],
        seconds: Int32 = 0,
        conversation: UInt32 = 0
    ) {
        var parts: [History.Part] = []
        for (index, colleague) in inside.enumerated() {
            let role: UInt8 = kind == 2 ? (us && index == 0 ? 7 : 5) : index > 0 ? 3 : us ? 1 : 2
            parts.append(History.Part(person: colleague, role: role, isInternal: true))
        }
        let role: UInt8 = kind == 2 ? (us ? 5 : 7) : us ? 2 : 1
        parts.append(History.Part(person: Self.contact, role: role, isInternal: false))
        entries.append(
            History.Entry(
                number: Int64(entries.count + 1),
                key: Int64(entries.count + 1),
                kind: kind,
                direction: us ? 1 : 2,
                marks: marks,
                occurredAt: Self.now - Int64(ago * 86_400) * 1_000_000,
                durationSeconds: seconds,
                conversation: conversation,
                inside: UInt32(inside.count),
                outside: UInt32(crowd + 1),
                participants: parts
            )
        )
    }

    mutating func email(
        from us: Bool,
        ago: Double,
        reply: Bool = false,
        inside: [UInt32] = [anna],
        crowd: Int = 0,
        conversation: UInt32 = 0
    ) {
        add(
            1,
            from: us,
            ago: ago,
            inside: inside,
            crowd: crowd,
            marks: reply ? [.inExchange, .reply] : [.inExchange],
            conversation: conversation
        )
    }

    var history: History {
        var history = History()
        for entry in entries { history.put(entry) }
        return history
    }

    var book: ScoredRecords { ScoredRecords([.init(.contact, interests: [.init(person: Self.contact)])]) }

    var score: Score { Scoreboard(history: history, book: book, options: options, now: Self.now).scores[0] }

    var introducers: [Introducer] {
        Introductions(
            history: history,
            book: book,
            options: options,
            now: Self.now,
            shown: [Self.anna, Self.ben, Self.carla]
        )
        .introducers(to: [[Self.contact]])[0]
    }
}
