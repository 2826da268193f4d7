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
