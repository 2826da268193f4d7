/// One value of a `JSONText`.
package struct JSONValue: Sendable {
    let text: JSONText
    let index: Int

    private var node: JSONNode { text.nodes[index] }

    /// Where it begins, for an error that says where.
    package var offset: Int { Int(node.start) }

    package var isNull: Bool { node.kind == .null }
    package var isObject: Bool { node.kind == .object }

    /// Nil for what is no text.
    package var string: String? {
        let node = node
        guard node.kind == .text else { return nil }
        let bytes = text.bytes[Int(node.start)..<Int(node.end)]
        return node.isEscaped ? String(unescaping: bytes) : String(decoding: bytes, as: UTF8.self)
    }

    /// Nil for what is neither true nor false.
    package var flag: Bool? {
        switch node.kind {
        case .yes: true
        case .no: false
        case .object, .list, .text, .number, .null: nil
        }
    }

    /// A number as it is written, which no binary number needs to be able to hold.
    package var number: String? {
        let node = node
        guard node.kind == .number else { return nil }
        return String(decoding: text.bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
    }

    /// Nil for what is no whole number, or none of 64 bits; `1.0` and `1e3` are whole.
    package var integer: Int? {
        guard let number else { return nil }
        return Int(number) ?? Double(number).flatMap { Int(exactly: $0) }
    }

    /// The list's entries in their order; nil for what is no list.
    package var elements: [JSONValue]? {
        let node = node
        guard node.kind == .list else { return nil }
        var found: [JSONValue] = []
        var position = index + 1
        while position < Int(node.next) {
            found.append(JSONValue(text: text, index: position))
            position = Int(text.nodes[position].next)
        }
        return found
    }

    /// The member of that name, be it null; nil also for what is no object.
    ///
    /// Of several members of one name the last one counts, as in most other readers (RFC 8259, 4).
    package subscript(_ name: String) -> JSONValue? {
        guard node.kind == .object else { return nil }
        var name = name
        // Names are compared by their bytes, as RFC 8259, 8.3, says.
        let found = name.withUTF8 { text.member(named: $0.span, of: index) }
        return found.map { JSONValue(text: text, index: $0) }
    }

    /// All members, a name that is escaped as it is meant; nil for what is no object.
    package var members: [(name: String, value: JSONValue)]? {
        let node = node
        guard node.kind == .object else { return nil }
        var found: [(name: String, value: JSONValue)] = []
        var position = index + 1
        while position < Int(node.next) {
            let name = JSONValue(text: text, index: position).string ?? ""
            found.append((name, JSONValue(text: text, index: position + 1)))
            position = Int(text.nodes[position + 1].next)
        }
        return found
    }
}
