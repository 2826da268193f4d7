package import Eligibility

/// Users of whom a service says something else than the file, in one respect.
package struct FactConflict: Hashable, Sendable, CustomStringConvertible {
    /// The respect.
    package enum Fact: String, Hashable, Sendable {
        case account, location, groups, roles
    }

    package let fact: Fact
    package let source: FactSource
    package internal(set) var users: Int

    package var description: String {
        "the file and \(source.rawValue) differ in the \(fact.rawValue) of \(users) user\(users == 1 ? "" : "s"); "
            + "what \(source.rawValue) says counts"
    }
}
