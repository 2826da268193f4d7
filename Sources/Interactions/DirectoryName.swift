/// A legacy Exchange distinguished name: how Exchange knows somebody of its own directory, in one spelling.
package enum DirectoryName {
    /// Longest name in bytes that counts as one; real ones stay far below.
    private static let longest = 1_024

    /// In lower case, nil if it can be no name.
    package static func canonical(_ raw: String) -> String? {
        guard let first = raw.utf8.firstIndex(where: { $0 > 0x20 }), let last = raw.utf8.lastIndex(where: { $0 > 0x20 })
        else { return nil }
        let name = String(Substring(raw.utf8[first...last])).lowercased()
        guard name.utf8.count <= longest, name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            return nil
        }
        return name
    }

    /// Whether a text has the form of one: it begins with its organisation.
    package static func isName(_ text: String) -> Bool {
        begins(text, "/o=")
    }

    /// The name that a text is, without the kind of an address in front of it and what stands around it; nil if it is
    /// none.
    static func written(in text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "/")) else { return nil }
        var name = bare(text.unicodeScalars[...])
        for kind in ["ex:", "x500:"] where String(name.prefix(kind.utf8.count)).lowercased() == kind {
            name = bare(name.dropFirst(kind.utf8.count))
        }
        let found = String(name)
        return isName(found) ? found : nil
    }

    private static func bare(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        func isAround(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value <= 0x20 || "'\"<>\u{2018}\u{2019}".unicodeScalars.contains(scalar)
                || scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
        }
        let rest = text.drop(while: isAround)
        return rest.lastIndex { !isAround($0) }.map { rest[...$0] } ?? rest[rest.endIndex...]
    }

    /// The name in an address that Exchange made for mail to leave it, `IMCEAEX-_o=First_ou=...@domain`: a slash became
    /// an underscore, and every other byte that no local part may have `+` and two hexadecimal digits.
    ///
    /// <https://learn.microsoft.com/exchange/troubleshoot/mailflow/imceaex-ndr>
    package static func encapsulated(in address: String) -> String? {
        unwrapped(address, type: "imceaex-").flatMap { isName($0) ? $0 : nil }
    }

    /// What an `IMCEA` address of a type carries, nil if it is none.
    static func unwrapped(_ address: String, type: String) -> String? {
        guard begins(address, type), let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        var bytes: [UInt8] = []
        var rest = address.utf8[..<at].dropFirst(type.utf8.count)
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "_"): bytes.append(UInt8(ascii: "/"))
            case UInt8(ascii: "+"):
                guard let high = rest.popFirst().flatMap(Self.value), let low = rest.popFirst().flatMap(Self.value)
                else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Whether a text begins with one in lower case, in letters of any size.
    private static func begins(_ text: String, _ beginning: String) -> Bool {
        let (bytes, wanted) = (text.utf8.span, beginning.utf8.span)
        guard bytes.count >= wanted.count else { return false }
        for index in wanted.indices {
            let byte = bytes[index]
            guard ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == wanted[index] else { return false }
        }
        return true
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
