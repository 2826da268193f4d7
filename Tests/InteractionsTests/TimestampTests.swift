import Interactions
import Testing

struct TimestampTests {
    private static let now = Timestamp(microseconds: 1_795_000_000_000_000)

    @Test(
        arguments: [
            (Duration.seconds(Int64.max), Int64.max), (.seconds(Int64.min + 1), .min),
            (.seconds(9_223_372_036_854), .max),
            (.seconds(60), 1_795_000_060_000_000), (.microseconds(-1), 1_794_999_999_999_999),
            (.nanoseconds(999), 1_795_000_000_000_000),
        ]
    )
    func `Whatever is added, there is an instant`(span: Duration, microseconds: Int64) {
        #expect(Self.now.advanced(by: span) == Timestamp(microseconds: microseconds))
    }

    @Test func `From the first instant to the last there is a time`() {
        let (first, last) = (Timestamp(microseconds: .min), Timestamp(microseconds: .max))
        #expect(last.duration(since: first) == .microseconds(Int64.max) - .microseconds(Int64.min))
        #expect(first.duration(since: last) < .zero)
        #expect(Self.now.duration(since: Self.now.advanced(by: .seconds(-5))) == .seconds(5))
    }
}
