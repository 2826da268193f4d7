import Interactions

/// An interaction as health weighs it for one record, so that it is fetched from the history once.
struct Weighed {
    let at: Int64
    /// Weight × base × crowd × role; 96 of a neutral mail between two.
    let worth: Int32
    let kind: Interaction.Kind
    let isOurs: Bool
    let isTheirs: Bool
    let isReply: Bool
    /// A colleague's who does not count for the record: nothing but an answer.
    let isBeside: Bool

    init(_ attributed: Attributed, _ row: History.Row, value: Int64) {
        at = row.at
        worth = Int32(value * row.crowdQuarters * (attributed.isDirect ? 4 : 1))
        kind = row.kind
        isOurs = attributed.isOurs
        isTheirs = attributed.isTheirs
        isBeside = attributed.isBeside
        isReply = row.marks.contains(.reply)
    }

    var isBothWays: Bool { isOurs && isTheirs }
}

extension History.Row {
    /// How much a part in it says, in quarters: the more took part, the less.
    var crowdQuarters: Int64 {
        switch UInt64(inside) + UInt64(outside) {
        case ...4: 4
        case ...10: 2
        case ...30: 1
        default: 0
        }
    }
}
