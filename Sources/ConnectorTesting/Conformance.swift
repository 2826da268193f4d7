/// An exam: laws that every implementation of a contract must keep, each as a check that throws if it is broken.
package protocol Conformance: Sendable {
    /// A law, as a sentence, and how it is seen whether it holds.
    typealias Law = (name: String, check: @Sendable (Self) async throws -> Void)

    /// In the order in which they are told.
    static var law: [Law] { get }
}

/// A law that does not hold, or that nobody knows.
package struct BrokenLaw: Error, CustomStringConvertible {
    package let description: String
}

extension Conformance {
    /// The names of all laws, for tests that take one after the other.
    package static var laws: [String] { law.map(\.name) }

    /// Sees whether one law holds.
    ///
    /// - Throws: `BrokenLaw`, or what the implementation throws.
    package func check(_ name: String) async throws {
        guard let law = Self.law.first(where: { $0.name == name }) else {
            throw BrokenLaw(description: "no law \(name)")
        }
        try await law.check(self)
    }

    func expect(_ condition: Bool, _ law: String) throws {
        guard condition else { throw BrokenLaw(description: "expected: \(law)") }
    }
}
