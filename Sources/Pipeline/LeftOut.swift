package import Normalization

/// Why something that was read is not stored, or not all of it.
package enum LeftOut: Hashable, Comparable, Sendable {
    /// It is no contact, or lacks what makes one.
    case filtered(Normalized.Reason)
    /// It occurred before what is kept begins.
    case retention
    /// It is private: stored as its owner's time, without anything else.
    case privacy

    /// One word, for listings and for programs.
    package var name: String {
        switch self {
        case .filtered(let reason): reason.rawValue
        case .retention: "retention"
        case .privacy: "private"
        }
    }

    package static func < (left: LeftOut, right: LeftOut) -> Bool { left.name < right.name }
}

extension [LeftOut: Int] {
    /// The counts by the reasons' names, for programs and files.
    package var byName: [String: Int] { [String: Int](uniqueKeysWithValues: map { ($0.key.name, $0.value) }) }
}
