import Interactions

extension Words {
    /// The day of an instant in RFC 3339, as people write it.
    func day(_ instant: String) -> String {
        let parts = instant.prefix(10).split(separator: "-")
        guard language == .german, parts.count == 3 else { return String(instant.prefix(10)) }
        return "\(parts[2]).\(parts[1]).\(parts[0])"
    }

    /// Day, hour and minute of an instant in RFC 3339, which is in universal time.
    func time(_ instant: String) -> String {
        guard instant.utf8.count >= 16 else { return day(instant) }
        return "\(day(instant)), \(instant.dropFirst(11).prefix(5)) UTC"
    }

    /// Hours with one decimal.
    func hours(_ seconds: Int64) -> String {
        let separator = language == .german ? "," : "."
        return "\(seconds / 3600)\(separator)\(seconds % 3600 / 360) h"
    }
}
