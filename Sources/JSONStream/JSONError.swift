/// Why bytes are no JSON text, or not the value that was asked for; it says where, and never what stood there.
package struct JSONError: Error, Hashable, Sendable {
    package enum Code: Hashable, Sendable {
        /// No text of RFC 8259: cut off, not UTF-8, or with something where it must not be.
        case malformed
        /// Lists and objects lie in each other deeper than `JSONText.deepest`.
        case tooDeep
        /// More bytes than offsets of 32 bits can count.
        case tooLarge
        /// A member that is indispensable is not there.
        case missing
        /// A value is of another kind than was asked for.
        case wrongKind
    }

    package let code: Code
    /// In bytes from the beginning of the text.
    package let offset: Int

    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }
}
