import Interactions

/// `list`: that a service's list came empty, or has something in it again.
struct ListEntry: Codable {
    static let kind = "list"

    /// The list's name; see `LiveFacts.List`.
    let list: String
    let isEmpty: Bool
}
