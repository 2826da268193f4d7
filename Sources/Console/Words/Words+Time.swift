import Interactions

extension Words {
    /// The day of an instant in RFC 3339, as people write it.
    func day(_ instant: String) -> String {
        let parts = instant.prefix(10).split(separator: "-")
        guard language == .german, parts.count == 3 else { return String(instant.prefix(10)) }
        return "\(parts[2]).\(parts[1]).\(parts[0])"
    }

    /// A month such as `2027-01`, as people write it.
    func month(_ month: String) -> String {
        let parts = month.split(separator: "-")
        return language == .german && parts.count == 2 ? "\(parts[1]).\(parts[0])" : month
    }

    /// Day, hour and minute of an instant in RFC 3339, which is in universal time.
    func time(_ instant: String) -> String {
        guard instant.utf8.count >= 16 else { return day(instant) }
        return "\(day(instant)), \(instant.dropFirst(11).prefix(5)) UTC"
    }

    /// A span in the greatest unit that it fills.
    func span(_ seconds: Int) -> String {
        switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3_600: "\(seconds / 60) min"
        case ..<86_400: "\(seconds / 3_600) h"
        default: counted("days", Int64(seconds / 86_400))
        }
    }

    /// Hours with one decimal.
    func hours(_ seconds: Int64) -> String {
        let separator = language == .german ? "," : "."
        return "\(seconds / 3600)\(separator)\(seconds % 3600 / 360) h"
    }
}
