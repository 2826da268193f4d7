/// What the value of a `Retry-After` field asks for.
///
/// See RFC 9110, 10.2.3.
package enum RetryAfter {
    /// How long to wait from `now`: zero for a date in the past, nil if the value is not understood.
    ///
    /// Seconds, also with a fraction as some gateways write them, or a date in any of its three forms, which needs
    /// `now`. What asks for more than three thousand years asks for so much.
    package static func wait(_ value: some StringProtocol, from now: HTTPDate?) -> Duration? {
        if let wait = seconds(value) { return wait }
        guard let now, let date = HTTPDate(value, now: now) else { return nil }
        return .seconds(max(0, date.secondsSince1970 - now.secondsSince1970))
    }

    /// More than anybody waits, and little enough to be added to any time; seconds.
    private static let longest: Int64 = 100_000_000_000

    /// Digits, and perhaps a point and digits again, of which three count.
    private static func seconds(_ text: some StringProtocol) -> Duration? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        let whole = min(Int64(String(decoding: parts[0], as: UTF8.self)) ?? .max, longest)
        let fraction = parts.count == 2 ? String(decoding: parts[1].prefix(3), as: UTF8.self) : ""
        let thousandths = Int(fraction + String(repeating: "0", count: 3 - fraction.utf8.count)) ?? 0
        return .seconds(whole) + .milliseconds(thousandths)
    }
}
