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
