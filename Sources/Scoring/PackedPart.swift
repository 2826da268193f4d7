import Interactions

/// A participant in four bytes, so that those of an interaction lie in one cache line.
struct PackedPart: BitwiseCopyable, Sendable {
    /// By code, so that none has to be looked for.
    private static let roles = (0..<16).map { Participant.Role(rawValue: $0) ?? .relatedParty }

    private let bits: UInt32

    init(person: UInt32, role: Participant.Role, isInternal: Bool, accepts: Bool) {
        precondition(person < 1 << 26, "more people than 26 bits can count")
        bits = person << 6 | (accepts ? 32 : 0) | (isInternal ? 16 : 0) | UInt32(role.rawValue)
    }

    private init(bits: UInt32) {
        self.bits = bits
    }

    /// The same part, taken by somebody else.
    func of(_ person: UInt32) -> PackedPart {
        precondition(person < 1 << 26, "more people than 26 bits can count")
        return PackedPart(bits: person << 6 | bits & 63)
    }

    var person: UInt32 { bits >> 6 }
    /// Not known to have left an invitation without an answer.
    var accepts: Bool { bits & 32 != 0 }
    var isInternal: Bool { bits & 16 != 0 }
    var role: Participant.Role { Self.roles[Int(bits & 15)] }

    /// Whether it is heard: `Documentation/kpis.md`, "To which record".
    func isHeard(in row: History.Row) -> Bool { role.isHeard(in: row.kind) || gotBlindly(row) }

    /// Whether somebody of us has a mail from outside that does not name him; of our own mails a blind copy says
    /// nothing of whom the colleague knows.
    func gotBlindly(_ row: History.Row) -> Bool {
        isInternal && role == .bcc && row.kind == .email && row.direction == .inbound
    }
}
