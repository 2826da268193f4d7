/// The header field `Date` in its preferred form, `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// See RFC 9110, 5.6.7.
enum DateField {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// - Parameter instant: Seconds since 1970, not before.
    static func text(_ instant: Int) -> String {
        // `2026-11-30T08:00:00Z`
        let parts = JSONOutput.dateTime(instant).split { "-T".contains($0) }
        let month = months[((Int(parts[1]) ?? 1) - 1) % 12]
        return "\(weekdays[instant / 86_400 % 7]), \(parts[2]) \(month) \(parts[0]) \(parts[3].prefix(8)) GMT"
    }
}
