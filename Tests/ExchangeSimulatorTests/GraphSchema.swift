import FoundationEssentials
import Synchronization

/// The definitions of Fixtures/graph-schema, with as much of JSON Schema (draft 2020-12) as they use.
final class GraphSchema: Sendable {
    private let definitions: [String: JSONValue]
    /// By their patterns; it takes long to read one.
    private let expressions = Mutex<[String: Regex<AnyRegexOutput>]>([:])

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appending(path: "Fixtures/graph-schema/schema.json"))
        definitions = try JSONDecoder().decode(JSONValue.self, from: data)["$defs"]?.members ?? [:]
    }

    /// What in `value` is not as the definition says; empty if everything is right.
    func problems(_ value: JSONValue, as definition: String) -> [String] {
        guard let schema = definitions[definition] else { return ["no definition \(definition)"] }
        return problems(value, schema, at: definition)
    }

    private func problems(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
        var found: [String] = []
        if let reference = schema["$ref"]?.text {
            let name = String(reference.split(separator: "/").last ?? "")
            found += definitions[name].map { problems(value, $0, at: path) } ?? ["no definition \(name)"]
        }
        if let type = schema["type"] {
            let allowed = type.text.map { [$0] } ?? type.elements.compactMap(\.text)
            if allowed.allSatisfy({ !value.types.contains($0) }) { return ["\(path) is no \(allowed)"] }
        }
        if let cases = schema["enum"], !cases.elements.contains(value) { found.append("\(path) is none of the cases") }
        if let constant = schema["const"], constant != value { found.append("\(path) is not the constant") }
        if let pattern = schema["pattern"]?.text, let text = value.text, !matches(text, pattern) {
            found.append("\(path) does not match")
        }
        for name in schema["required"]?.elements.compactMap(\.text) ?? [] where value[name] == nil {
            found.append("\(path).\(name) is missing")
        }
        if let items = schema["items"] {
            for (index, item) in value.elements.enumerated() {
                found += problems(item, items, at: "\(path)[\(index)]")
            }
        }
        return found + problemsOfMembers(value, schema, path) + problemsOfChoices(value, schema, path)
    }

    private func problemsOfMembers(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        let patterns = schema["patternProperties"]?.members ?? [:]
        var found: [String] = []
        for (name, member) in value.members {
            // No pattern says anything about a name that is in the list.
            let named = schema["properties"]?[name].map { [$0] }
            let schemas = named ?? patterns.filter { matches(name, $0.key) }.map(\.value)
            if schemas.isEmpty, schema["additionalProperties"] == .boolean(false) {
                found.append("\(path).\(name) does not exist")
            }
            for schema in schemas { found += problems(member, schema, at: "\(path).\(name)") }
        }
        return found
    }

    private func problemsOfChoices(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        var found: [String] = []
        func fits(_ schema: JSONValue) -> Bool { problems(value, schema, at: path).isEmpty }
        if let choices = schema["anyOf"]?.elements, !choices.contains(where: fits) {
            // What is wrong with the choice that is nearest says most.
            let nearest = choices.map { problems(value, $0, at: path) }.min { $0.count < $1.count }
            found += nearest ?? []
        }
        if let choices = schema["oneOf"]?.elements, choices.count(where: fits) != 1 {
            found.append("\(path) is not exactly one of the choices")
        }
        if let other = schema["not"], fits(other) { found.append("\(path) is what it may not be") }
        if let condition = schema["if"] {
            let branch = fits(condition) ? schema["then"] : schema["else"]
            if let branch { found += problems(value, branch, at: path) }
        }
        return found
    }

    private func matches(_ text: String, _ pattern: String) -> Bool {
        expressions.withLock { expressions in
            guard let expression = expressions[pattern] ?? (try? Regex(pattern)) else { return false }
            expressions[pattern] = expression
            return text.firstMatch(of: expression) != nil
        }
    }
}
