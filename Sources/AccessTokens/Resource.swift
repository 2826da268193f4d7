package import HTTPTransport

/// A service that tokens are for, named by its origin: a token for one is refused by every other.
package struct Resource: Hashable, Sendable {
    package let origin: Origin

    package init(_ origin: Origin) {
        self.origin = origin
    }

    /// Everything that an administrator has granted the application there.
    var scope: String { "\(origin)/.default" }
}
