/// One value or one member's name in a text: what it is, and where it begins and ends.
///
/// A text becomes a row of nodes in the order of their bytes. What is in an object or list follows upon its node, up to
/// `next`; in an object, names and values take turns.
struct JSONNode: Sendable {
    enum Kind: UInt8, Sendable {
        case object, list, text, number, yes, no, null
    }

    let kind: Kind
    /// A text with a backslash in it, so that its bytes are not yet what it says.
    let isEscaped: Bool
    /// Of a text, what is between the quotes; of all else, the whole.
    let start: UInt32
    var end: UInt32
    /// The node behind this one and all that is in it.
    var next: UInt32
}
