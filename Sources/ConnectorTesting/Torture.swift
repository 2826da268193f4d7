import Foundation

/// What takes long: a part that a seed picks, or with `RAPPORT_TORTURE=1` all of it (`make torture`).
package enum Torture {
    package static let isWhole = ProcessInfo.processInfo.environment["RAPPORT_TORTURE"] == "1"
    /// `RAPPORT_SEED`, which decides everything here that looks like chance.
    package static let seed = ProcessInfo.processInfo.environment["RAPPORT_SEED"].flatMap { UInt64($0) } ?? 1
    /// How to see a failure again.
    package static let again = "again with RAPPORT_SEED=\(seed)\(isWhole ? " RAPPORT_TORTURE=1" : "")"
    /// One seed for each tenant whose reading is killed.
    package static let tenants = Array(seed...(seed + (isWhole ? 11 : 0)))

    /// All of them, or every so manieth from where the seed says.
    ///
    /// - Parameter step: how many are left out between two, and one more.
    package static func share<Case>(_ all: [Case], every step: Int) -> [Case] {
        guard !isWhole else { return all }
        return Swift.stride(from: Int(seed % UInt64(step)), to: all.count, by: step).map { all[$0] }
    }

    /// How much of something is left when it is cut off: after any byte, or after the first and last forty and every
    /// seventh from where the seed says.
    package static func lengths(below count: Int) -> [Int] {
        (0..<count).filter { length in
            isWhole || length < 40 || length >= count - 40 || length % 7 == Int(seed % 7)
        }
    }

    private static let stride = isWhole ? 1 : 8

    /// Before and after every write, or every eighth of these from where the seed says.
    ///
    /// - Parameter salt: tests with different ones begin at different places.
    package static func interruptionPoints(_ salt: Int) -> some Sequence<InterruptionPoint> {
        var random = SplitMix64(seed: seed &+ UInt64(salt) &* 1_000)
        let first = Int.random(in: 0..<stride, using: &random)
        return InterruptionPoint.all.enumerated().lazy.filter { $0.offset % stride == first }.map(\.element)
    }
}
