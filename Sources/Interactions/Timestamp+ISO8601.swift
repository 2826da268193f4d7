extension Timestamp {
    /// Reads an `xs:dateTime` as Exchange, Graph and Dataverse write it, for example
    /// `2026-11-23T10:00:00.1234567+01:00`.
    ///
    /// A text without zone is UTC. One to nine digits of a second's fraction are read, those below a microsecond
    /// dropped. Nil for everything else: other forms of ISO 8601, dates that do not exist, `24:00:00`, leap seconds,
    /// zones beyond ±14:00, surrounding space. See <https://www.w3.org/TR/xmlschema-2/#dateTime> and RFC 3339.
    package init?(iso8601 text: Span<UInt8>) {
        guard text.count >= 19,
            text[4] == Self.dash, text[7] == Self.dash, text[10] | 0x20 == Self.letterT | 0x20,
            text[13] == Self.colon, text[16] == Self.colon,
            let century = Self.twoDigits(text, at: 0), let yearOfCentury = Self.twoDigits(text, at: 2),
            let month = Self.twoDigits(text, at: 5), let day = Self.twoDigits(text, at: 8),
            let hour = Self.twoDigits(text, at: 11), let minute = Self.twoDigits(text, at: 14),
            let second = Self.twoDigits(text, at: 17),
            hour < 24, minute < 60, second < 60,
            let date = CivilDate(year: century * 100 + yearOfCentury, month: month, day: day)
        else { return nil }

        var position = 19
        guard let fraction = Self.fraction(text, at: &position),
            let offset = Self.offsetInMinutes(text, at: &position),
            position == text.count
        else { return nil }

        let seconds = date.dayNumber * 86_400 + hour * 3_600 + (minute - offset) * 60 + second
        self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(fraction))
    }

    /// The same for a text that is already a string.
    package init?(iso8601 text: some StringProtocol) {
        self.init(iso8601: Array(text.utf8).span)
    }

    /// RFC 3339 in UTC, for example `2026-11-23T10:00:00Z`; with a fraction, free of trailing zeros, only if there is
    /// one.
    package var iso8601: String {
        String(decoding: [UInt8](capacity: Self.longest) { $0.append(self) }, as: UTF8.self)
    }

    /// Bytes of the longest text of an instant.
    package static let longest = 30
}

extension OutputSpan<UInt8> {
    /// As `Timestamp.iso8601` has it.
    package mutating func append(_ instant: Timestamp) {
        let (seconds, fraction) = instant.microseconds.flooredDivision(by: 1_000_000)
        let (days, secondOfDay) = seconds.flooredDivision(by: 86_400)
        let date = CivilDate(dayNumber: Int(days))
        if date.year < 0 { append(UInt8(ascii: "-")) }
        append(decimal: date.year.magnitude, digits: 4)
        append(UInt8(ascii: "-"))
        append(decimal: date.month.magnitude, digits: 2)
        append(UInt8(ascii: "-"))
        append(decimal: date.day.magnitude, digits: 2)
        append(UInt8(ascii: "T"))
        append(decimal: UInt(secondOfDay / 3_600), digits: 2)
        append(UInt8(ascii: ":"))
        append(decimal: UInt(secondOfDay / 60 % 60), digits: 2)
        append(UInt8(ascii: ":"))
        append(decimal: UInt(secondOfDay % 60), digits: 2)
        if fraction > 0 {
            append(UInt8(ascii: "."))
            var (rest, digits) = (UInt(fraction), 6)
            while rest % 10 == 0 { (rest, digits) = (rest / 10, digits - 1) }
            append(decimal: rest, digits: digits)
        }
        append(UInt8(ascii: "Z"))
    }
}

extension Timestamp {
    private static let zero = UInt8(ascii: "0")
    private static let dash = UInt8(ascii: "-")
    private static let plus = UInt8(ascii: "+")
    private static let colon = UInt8(ascii: ":")
    private static let point = UInt8(ascii: ".")
    private static let letterT = UInt8(ascii: "T")
    private static let letterZ = UInt8(ascii: "Z")

    private static func digit(_ byte: UInt8) -> Int? {
        let value = byte &- zero
        return value < 10 ? Int(value) : nil
    }

    /// The caller knows that both bytes are there.
    private static func twoDigits(_ text: Span<UInt8>, at position: Int) -> Int? {
        guard let tens = digit(text[position]), let ones = digit(text[position + 1]) else { return nil }
        return tens * 10 + ones
    }

    /// Microseconds; zero if there is no point, nil if the point is not followed by one to nine digits.
    private static func fraction(_ text: Span<UInt8>, at position: inout Int) -> Int? {
        guard position < text.count, text[position] == point else { return 0 }
        position += 1
        let start = position
        var value = 0
        while position < text.count, let next = digit(text[position]) {
            if position - start < 6 { value = value * 10 + next }
            position += 1
        }
        let digits = position - start
        guard (1...9).contains(digits) else { return nil }
        for _ in min(digits, 6)..<6 { value *= 10 }
        return value
    }

    /// Nil if something that is not a zone follows.
    private static func offsetInMinutes(_ text: Span<UInt8>, at position: inout Int) -> Int? {
        guard position < text.count else { return 0 }
        let sign = text[position]
        // RFC 3339, section 5.6: letters may be small.
        if sign | 0x20 == letterZ | 0x20 {
            position += 1
            return 0
        }
        guard sign == plus || sign == dash, text.count - position == 6, text[position + 3] == colon,
            let hours = twoDigits(text, at: position + 1), let minutes = twoDigits(text, at: position + 4),
            minutes < 60, hours * 60 + minutes <= 14 * 60
        else { return nil }
        position += 6
        return (sign == plus ? 1 : -1) * (hours * 60 + minutes)
    }
}
