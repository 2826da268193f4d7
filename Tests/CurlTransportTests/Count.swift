import Synchronization

/// A number that threads add to.
final class Count: Sendable {
    private let number = Atomic(0)

    var value: Int { number.load(ordering: .acquiring) }

    /// - Returns: the sum.
    @discardableResult func add(_ more: Int) -> Int {
        number.add(more, ordering: .acquiringAndReleasing).newValue
    }
}
