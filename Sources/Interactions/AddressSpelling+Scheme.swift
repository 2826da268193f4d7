extension AddressSpelling {
    /// Without the kind of an address in front of it, and without what only a `mailto:` has (RFC 6068): percent
    /// encoding, and fields behind a question mark.
    static func withoutScheme(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        if let rest = rest(of: text, after: "mailto:") {
            // A local part may have a question mark, where the `@` is written as it is.
            let start = rest.lastIndex(of: "@") ?? rest.startIndex
            return decoded(rest[..<(rest[start...].firstIndex(of: "?") ?? rest.endIndex)])
        }
        return rest(of: text, after: "smtp:") ?? text
    }

    /// What stands in brackets behind a name, `Zoe [mailto:zoe@x.example]`, as Outlook quotes a sender.
    ///
    /// Brackets without a scheme may be a domain's; a name with an `@` may be the address itself.
    static func withoutName(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard text.last == "]", let start = text.lastIndex(of: "["), start > text.startIndex,
            !text[..<start].contains("@")
        else { return text }
        let inner = text[(start + 1)...].dropLast()
        return rest(of: inner, after: "mailto:") == nil && rest(of: inner, after: "smtp:") == nil ? text : inner
    }

    private static func rest(
        of text: ArraySlice<Unicode.Scalar>,
        after scheme: String
    ) -> ArraySlice<Unicode.Scalar>? {
        let start = text.prefix(scheme.utf8.count).map { $0.isASCII ? UInt8(ascii: $0) | 0x20 : 0 }
        return start.elementsEqual(scheme.utf8.map { $0 | 0x20 }) ? text.dropFirst(start.count) : nil
    }

    /// The text as it is if what it encodes is no UTF-8, or is nothing to be seen; a percent sign without two digits
    /// stands for itself.
    private static func decoded(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard text.contains("%") else { return text }
        var bytes: [UInt8] = []
        var rest = Self.text(text).utf8[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, !digits.hasPrefix("+"), !digits.hasPrefix("-"),
                let value = UInt8(digits, radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self),
            decoded.unicodeScalars.allSatisfy({
                $0.properties.generalCategory != .control && !$0.properties.isDefaultIgnorableCodePoint
            })
        else { return text }
        return composed(decoded.unicodeScalars)[...]
    }
}
