/// A participant in four bytes, so that those of an interaction lie in one cache line.
struct PackedPart: BitwiseCopyable, Sendable {
    private let bits: UInt32

    init(_ part: History.Part) {
        precondition(part.person < 1 << 27, "more people than 27 bits can count")
        bits = part.person << 5 | (part.isInternal ? 16 : 0) | UInt32(part.role & 15)
    }

    var person: UInt32 { bits >> 5 }
    var isInternal: Bool { bits & 16 != 0 }
    var role: UInt8 { UInt8(truncatingIfNeeded: bits & 15) }
    /// Who sits in a meeting: required, optional, or the organizer.
    var attends: Bool { (5...7).contains(role) }
}
