import Connector
import Interactions

/// One copy of an interaction: a row of `sighting`, with what it says.
struct Copy: Equatable {
    /// `stream.id`.
    let stream: Int64
    let key: Int64
    var rank: Int64
    var decision: Int64
    var content: StoredContent

    /// The lowest copy in this order speaks for all.
    func precedes(_ other: Copy) -> Bool {
        (rank, UInt64(bitPattern: key)) < (other.rank, UInt64(bitPattern: other.key))
    }
}

/// A row of `interaction`.
struct InteractionRow {
    let number: Int64
    let isDeleted: Bool
    let speakerRank: Int64
    let speaker: Int64
    let decision: Int64
    let content: StoredContent
}
