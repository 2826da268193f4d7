/// The text of a configuration file that is about to be made: settings in the order in which they were given.
package struct NewConfiguration: Sendable {
    private enum Node {
        case value(String)
        case block([(name: String, node: Node)])
    }

    private var entries: [(name: String, node: Node)] = []

    package init() {}

    /// Adds a text, in the form `ews.url`; nothing if it is nil.
    package mutating func set(_ key: String, _ text: String?) {
        guard let text else { return }
        add(key, Self.quoted(text))
    }

    /// Adds a list of texts.
    package mutating func set(_ key: String, _ texts: [String]) {
        add(key, "[" + texts.map(Self.quoted).joined(separator: ", ") + "]")
    }

    /// What is wrong with it, as if it were the file at `path`.
    package func problems(path: String) -> [SettingsProblem] {
        do {
            let file = try SettingsFile(path: path, bytes: Array(text.utf8), environment: [:])
            _ = RapportSettings(SettingsReader(file))
            try file.finish()
            return []
        } catch {
            return error.problems
        }
    }

    /// As JSON, a setting a line.
    package var text: String { Self.text(entries, indent: "") + "\n" }

    private mutating func add(_ key: String, _ literal: String) {
        Self.add(key.split(separator: ".").map(String.init)[...], .value(literal), to: &entries)
    }

    private static func add(_ path: ArraySlice<String>, _ node: Node, to entries: inout [(name: String, node: Node)]) {
        guard let name = path.first else { return }
        guard path.count > 1 else { return entries.append((name, node)) }
        var inner: [(name: String, node: Node)] = []
        let known = entries.firstIndex { $0.name == name }
        if let known, case .block(let block) = entries[known].node { inner = block }
        add(path.dropFirst(), node, to: &inner)
        if let known { entries[known].node = .block(inner) } else { entries.append((name, .block(inner))) }
    }

    private static func text(_ entries: [(name: String, node: Node)], indent: String) -> String {
        let lines = entries.map { entry in
            let value =
                switch entry.node {
                case .value(let literal): literal
                case .block(let inner): text(inner, indent: indent + "    ")
                }
            return "\(indent)    \(quoted(entry.name)): \(value)"
        }
        return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
