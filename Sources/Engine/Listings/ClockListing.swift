import Interactions

/// Which time counts after the clock was corrected, as every face shows it.
package struct ClockListing: Encodable {
    package let now: String
    /// When the newest record had been written, by the clock that was ahead; nil if there was none.
    package let newest: String?

    package init(_ correction: Engine.ClockCorrection) {
        now = correction.now.iso8601
        newest = correction.newest?.iso8601
    }
}
