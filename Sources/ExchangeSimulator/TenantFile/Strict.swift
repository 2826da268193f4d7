/// A type whose JSON objects have no keys but its own.
protocol StrictlyKeyed: Decodable {
    associatedtype CodingKeys: CodingKey & CaseIterable
}

/// Reads a value and refuses keys that it would not read: a misspelt key is an error, not an absent value.
struct Strict<Value: StrictlyKeyed>: Decodable {
    let value: Value

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let known = Set(Value.CodingKeys.allCases.map(\.stringValue))
        let keys = try decoder.container(keyedBy: AnyKey.self).allKeys
        if let unknown = keys.first(where: { !known.contains($0.stringValue) }) {
            let path = decoder.codingPath + [unknown]
            throw DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "nobody reads this key"))
        }
        value = try Value(from: decoder)
    }
}

extension Strict: Sendable where Value: Sendable {}
