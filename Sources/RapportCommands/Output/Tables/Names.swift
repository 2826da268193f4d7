/// Many names in one cell.
enum Names {
    /// So many are named before the others are counted.
    static let shown = 3

    /// `a, b, c`, or `a and 24 others`.
    static func text(_ names: [String]) -> String {
        guard names.count > shown, let first = names.first else { return names.joined(separator: ", ") }
        return "\(first) and \(names.count - 1) others"
    }
}
