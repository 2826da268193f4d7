import Interactions

/// An interaction as health weighs it for one record, so that it is fetched from the history once.
struct Weighed {
    let at: Int64
    /// Weight × base × role × crowd; 96 of a neutral mail between two.
    let worth: Int16
    /// In `History`.
    let position: Int32
    /// How much of a contact it was, whatever the weights say; 96 at most.
    let nearness: UInt8
    let kind: Interaction.Kind
    let isOurs: Bool
    let isTheirs: Bool
    let isReply: Bool
    /// To somebody whom the record listens to, not only in copy.
    let isDirect: Bool
    /// It is worth something, and not of so many that nobody was in contact.
    let isContact: Bool
    /// A mail that asks us, or a call of theirs that reached nobody: it may wait for an answer.
    let isQuestion: Bool
    /// A colleague's who does not count for the record: it answers, waits and calms, and counts for nothing else.
    let isBeside: Bool

    /// - Parameter value: weight × base of its kind.
    init(_ attributed: Attributed, _ row: History.Row, value: Int64) {
        at = row.at
        let role: Int64 = attributed.isDirect ? 4 : 1
        worth = Int16(row.thinned(value * role))
        position = Int32(attributed.position)
        nearness = UInt8(min(row.thinned(6 * row.kind.base * role), Self.near))
        kind = row.kind
        isOurs = attributed.isOurs
        isTheirs = attributed.isTheirs
        isBeside = attributed.isBeside
        isReply = row.marks.contains(.reply)
        isDirect = attributed.isDirect
        isContact = worth > 0 && !row.marks.contains(.crowd)
        let isMessage = row.kind == .phoneCall && !attributed.isOurs
        let asks = row.kind == .email ? !row.marks.contains(.impersonal) : isMessage
        isQuestion = isContact && attributed.isTheirs && asks
    }

    /// The nearness of a mail between two.
    static let near: Int64 = 96

    var isBothWays: Bool { isOurs && isTheirs }
}

extension History.Row {
    /// Four times the value, and the less the more took part; `Documentation/health.md`, "Values".
    fileprivate func thinned(_ value: Int64) -> Int64 {
        let people = Int64(inside) + Int64(outside)
        return people <= 4 ? 4 * value : people < 40 ? 4 * value * (40 - people) / (9 * people) : 0
    }
}
