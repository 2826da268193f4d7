/// The names of all settings in a JSON object, nested ones in the form `ews.url`.
struct KeyTree: Decodable {
    let keys: Set<String>

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Name.self)
        var keys: Set<String> = []
        for name in object.allKeys {
            if let inner = try? object.decode(KeyTree.self, forKey: name) {
                keys.formUnion(inner.keys.map { "\(name.stringValue).\($0)" })
            } else {
                keys.insert(name.stringValue)
            }
        }
        self.keys = keys
    }
}

extension String {
    /// Levenshtein's distance in Unicode scalars: how many were typed wrong, too much or too little.
    func distance(to other: String) -> Int {
        let target = Array(other.unicodeScalars)
        var row = Array(0...target.count)
        for (index, scalar) in unicodeScalars.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in target.indices {
                let substitution = diagonal + (target[column] == scalar ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = Swift.min(substitution, row[column] + 1, diagonal + 1)
            }
        }
        return row[target.count]
    }
}
