/// `xs:dateTime` as clients write it.
enum RequestTime {
    /// Seconds since 1970, fractions cut off; without a zone the time is read as UTC.
    ///
    /// Nil if it is not a time.
    static func seconds(_ text: String) -> Int? {
        guard let separator = text.utf8.firstIndex(of: UInt8(ascii: "T")),
            let day = CivilDay(String(text[..<separator])),
            let (clock, offset) = split(text[text.index(after: separator)...])
        else { return nil }
        let parts = clock.prefix { $0 != "." }.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = Int(parts[0]), let minute = Int(parts[1]), let second = Int(parts[2]),
            (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        return day.number * 86_400 + hour * 3_600 + minute * 60 + second - offset
    }

    private static func split(_ text: Substring) -> (clock: Substring, offset: Int)? {
        if text.hasSuffix("Z") { return (text.dropLast(), 0) }
        guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return (text, 0) }
        let parts = text[text.index(after: sign)...].split(separator: ":")
        guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]) else { return nil }
        let offset = hours * 3_600 + minutes * 60
        return (text[..<sign], text[sign] == "-" ? -offset : offset)
    }
}
