/// Why a document is not what a schema asks for; names markup, never text.
package struct XMLSchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// The schema itself cannot be read or is not one.
        case unusableSchema
        /// Not well-formed, or with a document type declaration.
        case malformedDocument
        /// Well-formed but against the schema.
        case invalid
    }

    package let code: Code
    /// From 1, or 0 if unknown.
    package let line: Int
    /// Local name of the element or attribute that is wrong.
    package let element: String?

    package init(_ code: Code, line: Int = 0, element: String? = nil) {
        self.code = code
        self.line = line
        self.element = element
    }

    package var description: String {
        switch code {
        case .unusableSchema: "unusable XML schema"
        case .malformedDocument: "malformed XML, line \(line)"
        case .invalid: "XML against the schema: \(element ?? "?"), line \(line)"
        }
    }
}
