/// The system query options of a request; names in any case, with or without `$`.
struct GraphQuery: Sendable {
    private var options: [String: String] = [:]

    /// - Parameter text: Percent-encoded, without the question mark.
    /// - Throws: 400 for what cannot be decoded and for an option that comes twice.
    init(_ text: String) throws(GraphError) {
        guard let pairs = URLText.pairs(text[...]) else { throw .invalidQuery }
        for (name, value) in pairs {
            let name = name.lowercased()
            let key = name.hasPrefix("$") ? String(name.dropFirst()) : name
            guard options.updateValue(value, forKey: key) == nil else { throw .invalidQuery }
        }
    }

    /// - Parameter name: In lower case, without `$`.
    subscript(name: String) -> String? { options[name] }

    /// The names of `$select`, without spaces; nil if there is none.
    var selected: [String]? {
        self["select"].map { list in list.split(separator: ",").map { String($0.filter { $0 != " " }) } }
    }

    /// A whole number that is not negative.
    ///
    /// - Throws: 400 for anything else.
    func count(_ name: String, most: Int = .max) throws(GraphError) -> Int? {
        guard let text = self[name] else { return nil }
        guard let value = Int(text), (0...most).contains(value) else { throw .invalidQuery }
        return value
    }
}
