/// What can be made of one value of a JSON text.
package protocol JSONReadable: Sendable {
    /// - Throws: `JSONError` for a value that is not what it should be.
    init(json: JSONValue) throws(JSONError)
}

extension JSONValue {
    /// - Throws: `JSONError` if this is no object, or the member is not there, is null, or cannot be read.
    package func required<Value: JSONReadable>(
        _ name: String,
        as type: Value.Type = Value.self
    ) throws(JSONError) -> Value {
        guard let member = try member(name) else { throw JSONError(.missing, at: offset) }
        return try Value(json: member)
    }

    /// Nil for a member that is not there, or null.
    ///
    /// - Throws: `JSONError` if this is no object, or for another member that cannot be read.
    package func optional<Value: JSONReadable>(
        _ name: String,
        as type: Value.Type = Value.self
    ) throws(JSONError) -> Value? {
        guard let member = try member(name), !member.isNull else { return nil }
        return try Value(json: member)
    }

    /// Who asks for a member takes this for an object.
    private func member(_ name: String) throws(JSONError) -> JSONValue? {
        guard isObject else { throw wrongKind }
        return self[name]
    }

    var wrongKind: JSONError { JSONError(.wrongKind, at: offset) }
}

extension String: JSONReadable {
    package init(json: JSONValue) throws(JSONError) {
        guard let string = json.string else { throw json.wrongKind }
        self = string
    }
}

extension Bool: JSONReadable {
    package init(json: JSONValue) throws(JSONError) {
        guard let flag = json.flag else { throw json.wrongKind }
        self = flag
    }
}

extension Int: JSONReadable {
    package init(json: JSONValue) throws(JSONError) {
        guard let integer = json.integer else { throw json.wrongKind }
        self = integer
    }
}

extension Array: JSONReadable where Element: JSONReadable {
    package init(json: JSONValue) throws(JSONError) {
        guard let elements = json.elements else { throw json.wrongKind }
        self = []
        reserveCapacity(elements.count)
        for element in elements { append(try Element(json: element)) }
    }
}
