import Settings

/// Why nobody can listen at an address.
package struct ListenError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The setting, what was found, and what to do.
    package let description: String

    init(_ listen: ListenAddress, _ cause: any Error) {
        description = "'serve.listen': nobody can listen at \(listen) (\(cause)). Set another address, or end who does."
    }
}
