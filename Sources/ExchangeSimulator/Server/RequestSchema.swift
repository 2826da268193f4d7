import Foundation
import XMLValidation

/// Microsoft's schema, against which requests are checked.
package struct RequestSchema: Sendable {
    private let schema: XMLSchema

    /// Compiled once, which takes some tenths of a second.
    static let shared = Result { try RequestSchema() }

    /// Compiles the schema that lies beside the program.
    private init() throws {
        schema = try XMLSchema(contentsOf: Self.path)
    }

    /// Path of the entry point of the schema's files.
    package static var path: String {
        Bundle.module.resourceURL?.appending(path: "Schema/driver.xsd").path() ?? ""
    }

    /// - Throws: `ErrorSchemaValidation` with the line.
    func check(_ request: [UInt8]) throws(Refusal) {
        do throws(XMLSchemaError) {
            try schema.validate(request)
        } catch {
            throw Refusal(
                "ErrorSchemaValidation",
                "The request failed schema validation: the element '\(error.element ?? "")' is invalid.",
                line: max(error.line, 1)
            )
        }
    }
}
