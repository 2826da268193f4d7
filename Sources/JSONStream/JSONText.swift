/// A whole JSON text, checked from its first byte to its last; its values are read from it when somebody asks.
///
/// What is asked for costs no copy until it becomes a `String`, and what nobody asks for is checked all the same, so
/// that half an answer is never taken for one. RFC 8259, without any of its tolerances: no comments, no trailing
/// commas, no control characters in texts, nothing behind the end. Half a surrogate pair, which RFC 8259, 8.2, leaves
/// open, is read as U+FFFD, because services cut long texts in the middle of a character.
package final class JSONText: Sendable {
    /// How deep lists and objects may lie in each other.
    package static let deepest = 512

    let bytes: [UInt8]
    let nodes: [JSONNode]

    /// - Throws: `JSONError`.
    package init(_ bytes: [UInt8]) throws(JSONError) {
        var scanner = JSONScanner()
        nodes = try scanner.scan(bytes.span)
        self.bytes = bytes
    }

    /// What the text consists of.
    package var root: JSONValue { JSONValue(text: self, index: 0) }
}

// MARK: Members

extension JSONText {
    /// Number of the node that the last member of this name has for its value; nil if there is none.
    ///
    /// - Parameter object: number of the object's node.
    func member(named name: Span<UInt8>, of object: Int) -> Int? {
        let (kept, text) = (nodes, bytes)
        let (nodes, bytes) = (kept.span, text.span)
        let end = Int(nodes[object].next)
        var found: Int?
        var position = object + 1
        while position < end {
            let own = nodes[position]
            if own.isEscaped ? isEscaped(name, own) : Self.isPlain(name, own, in: bytes) { found = position + 1 }
            position = Int(nodes[position + 1].next)
        }
        return found
    }

    /// Most names differ in their lengths already, so that their bytes are not looked at.
    private static func isPlain(_ name: Span<UInt8>, _ node: JSONNode, in bytes: Span<UInt8>) -> Bool {
        let start = Int(node.start)
        guard Int(node.end) - start == name.count else { return false }
        for index in 0..<name.count where bytes[start + index] != name[index] { return false }
        return true
    }

    private func isEscaped(_ name: Span<UInt8>, _ node: JSONNode) -> Bool {
        let meant = Array(String(unescaping: bytes[Int(node.start)..<Int(node.end)]).utf8)
        guard meant.count == name.count else { return false }
        for index in 0..<name.count where meant[index] != name[index] { return false }
        return true
    }
}
