/// A whole document as one flat list: every element and run of character data in document order.
final class Tape: Sendable {
    struct Node: BitwiseCopyable {
        /// The name token of a run of character data.
        static let characterData = UInt16.max - 1

        /// Index of the node after this one and everything in it.
        var next: UInt32
        var name: UInt16
        var namespace: UInt16
        /// Into `attributes` for an element, into `bytes` for character data.
        var start: UInt32
        /// How many attributes or bytes.
        var count: UInt32
    }

    struct Attribute: BitwiseCopyable {
        var name: UInt16
        var namespace: UInt16
        /// Into `bytes`.
        var start: UInt32
        var count: UInt32
    }

    let nodes: GrowingBuffer<Node>
    let attributes: GrowingBuffer<Attribute>
    let bytes: GrowingBuffer<UInt8>
    let vocabulary: XMLVocabulary

    init(
        nodes: consuming GrowingBuffer<Node>,
        attributes: consuming GrowingBuffer<Attribute>,
        bytes: consuming GrowingBuffer<UInt8>,
        vocabulary: XMLVocabulary
    ) {
        self.nodes = nodes
        self.attributes = attributes
        self.bytes = bytes
        self.vocabulary = vocabulary
    }
}
