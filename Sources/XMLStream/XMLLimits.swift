/// How large a document may get before reading it is given up.
package struct XMLLimits: Hashable, Sendable {
    /// Open elements.
    package var depth = 256
    /// Of one run of character data or one attribute.
    package var textBytes = 10_000_000
    /// Of the whole document as received; at most one gibibyte.
    package var documentBytes = 64 << 20
    /// Elements, attributes and runs of character data together.
    package var nodes = 4_000_000

    package init() {}
}
