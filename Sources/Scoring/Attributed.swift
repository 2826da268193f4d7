import Interactions

/// An interaction as it counts for one record, in four bytes: where it is, whom it was to, and from which side it came.
///
/// What colleagues did beside a record's own ones is kept too: it counts for nothing, but may be an answer or wait for
/// one.
struct Attributed: BitwiseCopyable, Hashable, Sendable {
    private static let direct: UInt32 = 1
    private static let ours: UInt32 = 2
    private static let theirs: UInt32 = 4
    private static let beside: UInt32 = 8

    private let bits: UInt32

    /// - Parameters:
    ///   - heard: what those whom the record listens to did in it.
    ///   - isBeside: none of the record's own colleagues took part.
    init(_ position: Int, _ row: History.Row, heard: Heard, isBeside: Bool = false) {
        precondition(position < 1 << 28, "more interactions than 28 bits can count")
        var bits = UInt32(position) << 4
        if isBeside { bits |= Self.beside }
        if heard.contains(.direct) { bits |= Self.direct }
        switch (row.kind, row.direction) {
        case (.meeting, .inbound):
            if row.marks.contains(.joined) { bits |= Self.ours }
            if !heard.isDisjoint(with: [.began, .met]) { bits |= Self.theirs }
        case (.meeting, _):
            bits |= Self.ours
            if heard.contains(.met) { bits |= Self.theirs }
        case (.phoneCall, _) where row.isTalk:
            // Who talks is in contact, whoever called.
            bits |= Self.ours
            if heard.contains(.direct) { bits |= Self.theirs }
        case (_, .inbound): if heard.contains(.began) { bits |= Self.theirs }
        default: bits |= Self.ours
        }
        self.bits = bits
    }

    /// In `History`.
    var position: Int { Int(bits >> 4) }
    /// Not only in copy, and not only as an optional attendee.
    var isDirect: Bool { bits & Self.direct != 0 }
    /// We wrote, called, or came.
    var isOurs: Bool { bits & Self.ours != 0 }
    /// They wrote, called, or came.
    var isTheirs: Bool { bits & Self.theirs != 0 }
    /// It was with colleagues who do not count for the record.
    var isBeside: Bool { bits & Self.beside != 0 }
}

/// What those whom a record listens to did in an interaction.
struct Heard: OptionSet {
    let rawValue: UInt8

    /// They wrote, called or invited, or it was to them, or they had to come.
    static let direct = Heard(rawValue: 1)
    /// They wrote, called or invited.
    static let began = Heard(rawValue: 2)
    /// They accepted an invitation, or nobody knows what they answered.
    static let met = Heard(rawValue: 4)

    static let everything: Heard = [.direct, .began, .met]

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    init(_ part: PackedPart) {
        self = []
        switch part.role {
        case .sender, .organizer: insert([.direct, .began])
        case .to, .requiredAttendee: insert(.direct)
        default: break
        }
        if part.role.attends, part.accepts { insert(.met) }
    }
}
