/// A request as it came over the wire.
package struct RawRequest: Sendable {
    /// For example `POST /EWS/Exchange.asmx HTTP/1.1`.
    package let line: String
    /// `Name: value` in the order and case in which they came.
    package let fields: [String]
    package let body: [UInt8]

    /// The value of the first field of that name, in any case.
    package subscript(name: String) -> String? {
        let prefix = name.lowercased() + ":"
        guard let field = fields.first(where: { $0.lowercased().hasPrefix(prefix) }) else { return nil }
        return String(field.dropFirst(prefix.count).drop { $0 == " " })
    }
}
