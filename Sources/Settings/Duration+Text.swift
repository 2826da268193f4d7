extension Duration {
    /// A time span as people write it in settings and options: a whole number and one of `s`, `m`, `h`, `d`.
    ///
    /// - Parameter text: for example `90s`, `15m`, `2h` or `1d`; nil comes of everything else, and of more than ten
    ///   years.
    package init?(spelling text: String) {
        let digits = text.utf8.dropLast()
        let isNumber = digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber, let number = Int64(text.dropLast()) else { return nil }
        let unit: Int64
        switch text.utf8.last {
        case UInt8(ascii: "s"): unit = 1
        case UInt8(ascii: "m"): unit = 60
        case UInt8(ascii: "h"): unit = 3_600
        case UInt8(ascii: "d"): unit = 86_400
        default: return nil
        }
        let (seconds, isTooMuch) = number.multipliedReportingOverflow(by: unit)
        guard !isTooMuch, seconds <= 10 * 366 * 86_400 else { return nil }
        self = .seconds(seconds)
    }

    /// The same in the largest unit that leaves no rest.
    package var spelling: String {
        let seconds = components.seconds
        for (name, size) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60)] where seconds != 0 && seconds % size == 0 {
            return "\(seconds / size)\(name)"
        }
        return "\(seconds)s"
    }
}
