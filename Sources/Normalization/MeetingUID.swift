import Interactions

/// Brings the UID of a meeting to one form, whichever service or mailbox it was read from.
///
/// Exchange writes its GlobalObjectId in hexadecimal. Bytes 16 to 19 hold the date of an occurrence, if it was changed
/// alone; a UID that came from another calendar is wrapped in it behind the mark `vCal-Uid`.
/// <https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal/1d3aac05-a7b9-45cc-a213-47f0a0a2c5c1>
enum MeetingUID {
    private static let classID = Array("040000008200E00074C5B7101A82E008".utf8)
    /// `vCal-Uid` and the number 1 in four bytes.
    private static let wrapMark = Array("7643616C2D55696401000000".utf8)
    /// Digits of the date of an occurrence.
    private static let occurrenceDate = 32..<40
    /// Class, date, creation time, reserved bytes and size come before the data; two digits a byte.
    private static let headerDigits = 80

    /// Nil if there is nothing but white space.
    static func canonical(_ raw: String) -> String? {
        guard let text = trimmed(raw) else { return nil }
        guard var digits = globalObjectID(text) else { return String(Substring(text)) }
        if digits[headerDigits...].starts(with: wrapMark) {
            let wrapped = unwrapped(digits[(headerDigits + wrapMark.count)...])
            if !wrapped.isEmpty { return wrapped }
        }
        digits.replaceSubrange(occurrenceDate, with: repeatElement(UInt8(ascii: "0"), count: occurrenceDate.count))
        return String(decoding: digits, as: UTF8.self)
    }

    /// Midnight in UTC of the date on which the series' rule puts the occurrence, nil if the UID names no occurrence.
    static func occurrenceDate(_ raw: String) -> Timestamp? {
        guard let text = trimmed(raw), let digits = globalObjectID(text) else { return nil }
        let bytes = stride(from: occurrenceDate.lowerBound, to: occurrenceDate.upperBound, by: 2)
            .map { Int(value(digits[$0]) << 4 | value(digits[$0 + 1])) }
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        let (year, month, day) = (bytes[0] << 8 | bytes[1], bytes[2], bytes[3])
        return Timestamp(iso8601: "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T00:00:00Z")
    }

    private static func trimmed(_ raw: String) -> Substring.UTF8View? {
        guard let first = raw.utf8.firstIndex(where: { $0 > 0x20 }), let last = raw.utf8.lastIndex(where: { $0 > 0x20 })
        else { return nil }
        return raw.utf8[first...last]
    }

    private static func value(_ digit: UInt8) -> UInt8 { digit < 0x41 ? digit - 0x30 : digit - 0x37 }

    /// The digits in upper case, nil if the text is no GlobalObjectId.
    private static func globalObjectID(_ text: Substring.UTF8View) -> [UInt8]? {
        guard text.count >= headerDigits, text.count.isMultiple(of: 2) else { return nil }
        var digits: [UInt8] = []
        digits.reserveCapacity(text.count)
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"): digits.append(byte)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digits.append(byte - 0x20)
            default: return nil
            }
        }
        return digits.starts(with: classID) ? digits : nil
    }

    /// What the digits spell up to the first zero byte, without white space around it.
    private static func unwrapped(_ digits: ArraySlice<UInt8>) -> String {
        let bytes = stride(from: digits.startIndex, to: digits.endIndex, by: 2).lazy
            .map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
            .prefix { $0 != 0 }
        let text = String(decoding: Array(bytes), as: UTF8.self)
        let inner = text.utf8.drop { $0 <= 0x20 }
        return String(Substring(inner))
    }
}
