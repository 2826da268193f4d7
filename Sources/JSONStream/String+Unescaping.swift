extension String {
    /// What a text of JSON says whose escapes are well-formed; half a surrogate pair is U+FFFD.
    init(unescaping bytes: ArraySlice<UInt8>) {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
                plain.append(byte)
                continue
            }
            switch escape {
            case UInt8(ascii: "b"): plain.append(0x08)
            case UInt8(ascii: "f"): plain.append(0x0C)
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "r"): plain.append(0x0D)
            case UInt8(ascii: "t"): plain.append(0x09)
            case UInt8(ascii: "u"): plain += Self.scalar(&rest).utf8
            default: plain.append(escape)
            }
        }
        self.init(decoding: plain, as: UTF8.self)
    }

    /// The character of one `\uXXXX`, or of two that belong together; the first `\u` is read already.
    private static func scalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar {
        let unit = unit(rest)
        rest = rest.dropFirst(4)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, rest.starts(with: #"\u"#.utf8) else { return "\u{FFFD}" }
        let low = self.unit(rest.dropFirst(2))
        guard (0xDC00..<0xE000).contains(low) else { return "\u{FFFD}" }
        rest = rest.dropFirst(6)
        return Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)) ?? "\u{FFFD}"
    }

    private static func unit(_ digits: ArraySlice<UInt8>) -> UInt16 {
        digits.prefix(4).reduce(0) { $0 << 4 | ($1.hexDigit ?? 0) }
    }
}

extension Unicode.Scalar {
    fileprivate var utf8: [UInt8] { Array(String(self).utf8) }
}
