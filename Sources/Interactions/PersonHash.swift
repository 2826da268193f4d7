/// Stands for an address of somebody, so that who was erased can be remembered without saying who it was.
package struct PersonHash: Hashable, Sendable {
    package let hash: KeyedHash

    package init(_ hash: KeyedHash) {
        self.hash = hash
    }
}
