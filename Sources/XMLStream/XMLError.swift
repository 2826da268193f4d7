/// Why bytes are not a document; never carries any of them.
package struct XMLError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// Nothing but white space.
        case empty
        /// The input ended before the document did, or while the parser waited for the rest of something malformed.
        case truncated
        /// Not well-formed XML 1.0 with namespaces.
        case malformed
        /// Something other than white space, comments and processing instructions follows the root element.
        case trailingContent
        /// A document type declaration, which SOAP 1.1 §3 forbids and which is where entities come from.
        case doctype
        /// UTF-16, or a declared encoding other than UTF-8 and ASCII.
        case encoding
        case limit(Limit)
    }

    /// The member of `XMLLimits` that was exceeded.
    package enum Limit: String, Hashable, Sendable, CaseIterable {
        case depth, textBytes, documentBytes, nodes
    }

    package let code: Code
    /// From 1; where the reader gave up.
    package let line: Int
    /// For people.
    package let message: String

    /// - Parameter detail: libxml2's own number, an `xmlParserErrors`.
    init(_ code: Code, line: Int, detail: Int32) {
        self.code = code
        self.line = line
        message =
            switch code {
            case .empty: "empty XML document"
            case .truncated: "XML document ends too early"
            case .malformed: "malformed XML (libxml2 error \(detail))"
            case .trailingContent: "content after the end of the XML document"
            case .doctype: "XML document with a document type declaration"
            case .encoding: "XML document that is not in UTF-8"
            case .limit(let limit): "XML document exceeds the limit \(limit.rawValue)"
            }
    }

    package var description: String { "\(message), line \(line)" }
}
