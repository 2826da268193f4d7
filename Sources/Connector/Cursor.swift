/// The place in a stream after which to go on: opaque text that only its source reads, of unbounded length.
package struct Cursor: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}
