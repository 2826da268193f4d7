import Interactions

/// What pages say in one language: texts by their keys.
struct Words: Sendable {
    let language: Language
    private let texts: [String: String]

    init(_ language: Language) {
        self.language = language
        var texts: [String: String] = [:]
        for line in String(decoding: language.file, as: UTF8.self).split(separator: "\n") where line.first != "#" {
            let parts = line.split(separator: "=", maxSplits: 1).map { String($0.trimmed) }
            if parts.count == 2 { texts[parts[0]] = parts[1] }
        }
        self.texts = texts
    }

    var keys: Set<String> { Set(texts.keys) }

    /// Nil for a key that there is not.
    func text(_ key: String) -> String? { texts[key] }

    /// The text of a key; of a key that there is not, its last part: tests see to it that there is none.
    subscript(key: String) -> String { texts[key] ?? String(key.split(separator: ".").last ?? "") }

    /// The text of a key with values in the places of their names, for example `{days}`.
    func callAsFunction(_ key: String, _ values: [String: String]) -> String {
        var text = ""
        var rest = self[key][...]
        // What is filled in is never looked through again.
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open] + (values[String(rest[rest.index(after: open)..<close])] ?? "")
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    /// The text for one, or the text for another number of things.
    func counted(_ key: String, _ count: Int64, _ values: [String: String] = [:]) -> String {
        self(count == 1 ? "\(key).one" : "\(key).many", values.merging(["count": String(count)]) { $1 })
    }
}

extension Language {
    fileprivate var file: [UInt8] {
        switch self {
        case .english: PackageResources.en_words
        case .german: PackageResources.de_words
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0 == " " }
        return start[..<(start.lastIndex { $0 != " " }.map { start.index(after: $0) } ?? start.startIndex)]
    }
}
