import FoundationEssentials
import Interactions

/// A value of a flat record.
enum Scalar: Hashable, Decodable {
    case null
    case bool(Bool)
    case number(Int)
    case text(String)

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? value.decode(Int.self) {
            self = .number(number)
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    /// `type` of JSON Schema.
    var type: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "integer"
        case .text: "string"
        }
    }
}

/// As much of JSON Schema as the feed's own needs.
struct Schema: Decodable {
    struct Property: Decodable {
        let types: [String]
        let `enum`: [Scalar]?
        let pattern: String?
        let description: String

        private enum CodingKeys: String, CodingKey {
            case type, `enum`, pattern, description
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            if let type = try? values.decode(String.self, forKey: .type) {
                types = [type]
            } else {
                types = try values.decode([String].self, forKey: .type)
            }
            `enum` = try values.decodeIfPresent([Scalar].self, forKey: .enum)
            pattern = try values.decodeIfPresent(String.self, forKey: .pattern)
            description = try values.decode(String.self, forKey: .description)
        }
    }

    let title: String
    let required: [String]
    let properties: [String: Property]
    let additionalProperties: Bool

    /// What is wrong with the one line `bytes`.
    func complaints(about bytes: [UInt8]) throws -> [String] {
        let fields = try JSONDecoder().decode([String: Scalar].self, from: Data(bytes))
        let misfits = try fields.compactMap { name, value in
            guard let property = properties[name], property.types.contains(value.type) else { return name }
            if case .text(let text) = value, let pattern = property.pattern {
                guard try Regex(pattern).wholeMatch(in: text) != nil else { return name }
            }
            return property.enum?.contains(value) ?? true ? nil : name
        }
        let names = String(decoding: bytes, as: UTF8.self).matches(of: /[{,]"([a-z_]+)":/).map { String($0.1) }
        return misfits.sorted() + (names == required ? [] : ["order of the fields"])
    }

    static func path(of stream: FeedStream) -> String {
        let repository = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        return repository + "/Schemas/\(stream.rawValue).schema.json"
    }

    static func stored(_ stream: FeedStream) throws -> Schema {
        try JSONDecoder().decode(Schema.self, from: Data(contentsOf: URL(filePath: path(of: stream))))
    }
}
