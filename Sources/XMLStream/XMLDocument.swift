/// A complete, well-formed document; there is no such thing as half of one.
package struct XMLDocument: Sendable {
    let tape: Tape

    package var root: XMLElement { XMLElement(tape: tape, index: 0) }
}
