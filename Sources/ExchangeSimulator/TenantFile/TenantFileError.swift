/// What is wrong in a tenant file, and where.
package struct TenantFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// For example `messages[3].copies[0].folder`; empty for the file as a whole.
    package let path: String
    package let reason: String

    init(_ path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    init(_ error: DecodingError) {
        switch error {
        case .typeMismatch(_, let context), .dataCorrupted(let context):
            self.init(Self.text(context.codingPath), context.debugDescription)
        case .valueNotFound(_, let context):
            self.init(Self.text(context.codingPath), "must not be null")
        case .keyNotFound(let key, let context):
            self.init(Self.text(context.codingPath + [key]), "is missing")
        @unknown default:
            self.init("", "is not a tenant")
        }
    }

    package var description: String { path.isEmpty ? reason : path + ": " + reason }

    private static func text(_ path: [any CodingKey]) -> String {
        path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
    }
}
