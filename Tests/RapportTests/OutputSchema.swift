import ConnectorTesting
import Foundation

/// As much of JSON Schema, draft 7, as the schemas of the commands' output need; anything else in them is a complaint.
struct OutputSchema {
    private typealias Object = [String: Any]
    private let document: [String: Any]

    /// - Parameter name: of a file in `Schemas/output`.
    init(_ name: String) throws {
        let data = try Data(
            contentsOf: URL(filePath: Fixture.repositoryPath("Schemas/output/\(name).schema.json"))
        )
        document = try JSONSerialization.jsonObject(with: data) as? Object ?? [:]
    }

    /// What is wrong with a JSON text, place by place.
    func complaints(about text: String) throws -> [String] {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        return complaints(value, document, at: "")
    }

    private func complaints(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        if let reference = schema["$ref"] as? String {
            let definitions = document["definitions"] as? Object
            guard let target = definitions?[String(reference.dropFirst("#/definitions/".count))] as? Object else {
                return ["\(place): \(reference) is nowhere"]
            }
            return complaints(value, target, at: place)
        }
        if let choices = schema["enum"] as? [String], !choices.contains(value as? String ?? "") {
            return ["\(place): \(value) is none of \(choices)"]
        }
        switch schema["type"] as? String {
        case "object": return object(value, schema, at: place)
        case "array":
            guard let items = value as? [Any], let form = schema["items"] as? Object else {
                return ["\(place): no list"]
            }
            return items.enumerated().flatMap { complaints($1, form, at: "\(place)[\($0)]") }
        case "string":
            guard let text = value as? String else { return ["\(place): no text"] }
            guard let pattern = schema["pattern"] as? String else { return [] }
            return text.range(of: pattern, options: .regularExpression) == nil ? ["\(place): \(text)"] : []
        case "integer":
            guard let number = value as? NSNumber, !Self.isFlag(number), let whole = Int(exactly: number.doubleValue)
            else { return ["\(place): no whole number"] }
            let isWithin =
                whole >= schema["minimum"] as? Int ?? .min && whole <= schema["maximum"] as? Int ?? .max
            return isWithin ? [] : ["\(place): \(whole)"]
        case "boolean":
            return (value as? NSNumber).map(Self.isFlag) == true ? [] : ["\(place): neither true nor false"]
        case nil where schema["enum"] != nil: return []
        default: return ["\(place): a schema that says nothing"]
        }
    }

    private func object(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        guard let object = value as? Object else { return ["\(place): no object"] }
        let properties = schema["properties"] as? [String: Object] ?? [:]
        let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
        let misfits = object.sorted { $0.key < $1.key }.flatMap { key, value in
            if let form = properties[key] { return complaints(value, form, at: "\(place).\(key)") }
            if let form = schema["additionalProperties"] as? Object {
                return complaints(value, form, at: "\(place).\(key)")
            }
            return ["\(place).\(key) is in no schema"]
        }
        return missing.map { "\(place).\($0) is missing" } + misfits
    }

    /// Numbers of JSON and its two truth values come as one type.
    private static func isFlag(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
