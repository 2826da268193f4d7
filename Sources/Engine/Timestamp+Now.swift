import FoundationEssentials
package import Interactions

extension Timestamp {
    /// The machine's time.
    package static var now: Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
}
