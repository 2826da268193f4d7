/// Brings the UID of a meeting to one form, whichever service or mailbox it was read from.
///
/// Exchange writes its GlobalObjectId in hexadecimal. Bytes 16 to 19 hold the date of an occurrence, if it was changed
/// alone; a UID that came from another calendar is wrapped in it behind the mark `vCal-Uid`.
/// <https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal/1d3aac05-a7b9-45cc-a213-47f0a0a2c5c1>
enum MeetingUID {
    private static let classID = Array("040000008200E00074C5B7101A82E008".utf8)
    private static let wrapMark = Array("7643616C2D55696401000000".utf8)
    /// Class, date, creation time, reserved bytes and size come before the data; two digits a byte.
    private static let headerDigits = 80

    /// Nil if there is nothing but white space.
    static func canonical(_ raw: String) -> String? {
        let trimmed = raw.utf8.drop { $0 <= 0x20 }
        let text = String(Substring(trimmed))
        let upper = text.utf8.map { (0x61...0x66).contains($0) ? $0 - 0x20 : $0 }
        let isHex = upper.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }
        guard isHex, upper.count >= headerDigits, upper.count.isMultiple(of: 2), upper.starts(with: classID) else {
            return text.isEmpty ? nil : text
        }
        let payload = upper[headerDigits...]
        if payload.starts(with: wrapMark) {
            let bytes = decode(payload.dropFirst(wrapMark.count))
            return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        var cleaned = upper
        for index in 32..<40 { cleaned[index] = 0x30 }
        return String(decoding: cleaned, as: UTF8.self)
    }

    private static func decode(_ digits: ArraySlice<UInt8>) -> [UInt8] {
        func value(_ digit: UInt8) -> UInt8 { digit < 0x41 ? digit - 0x30 : digit - 0x37 }
        return stride(from: digits.startIndex, to: digits.endIndex - 1, by: 2).map {
            value(digits[$0]) << 4 | value(digits[$0 + 1])
        }
    }
}
