/// An SMTP address in canonical form: one text for everything that programs write in place of it.
///
/// RFC 5321 lets the local part be case-sensitive; Exchange, Graph and Dataverse never are, and neither is this.
/// Domains stand as DNS has them: in ASCII, by UTS 46. `AddressSpelling` says which forms are understood.
package struct EmailAddress: Hashable, Comparable, Sendable {
    /// Longest address in bytes: 64 of a local part, the `@` and 255 of a domain (RFC 5321 §4.5.3.1).
    private static let longest = 320

    /// `local@domain`.
    ///
    /// Personal data: never in a log or an error text.
    package let text: String

    /// Nil unless `raw` is one address in a form that programs write.
    ///
    /// Security decisions stand on this, so it looks at bytes and scalars, not at characters.
    package init?(_ raw: String) {
        var raw = raw
        switch raw.withUTF8({ Form($0) }) {
        // Most are written in canonical form, and a copy of the text costs more than all else here.
        case .canonical: text = raw
        case .capitals: text = raw.withUTF8 { Self.lowercased($0) }
        case .other:
            guard let spelling = AddressSpelling(raw), let address = EmailAddress(spelling) else { return nil }
            self = address
        }
    }

    /// The same for a part of a text.
    package init?(_ raw: Substring) {
        self.init(String(raw))
    }

    /// Nil if it is longer than any address may be.
    init?(_ spelling: AddressSpelling) {
        let text = spelling.local + "@" + spelling.domain
        guard text.utf8.count <= Self.longest else { return nil }
        self.text = text
    }

    /// What a look at the bytes tells of a text.
    private enum Form {
        case canonical
        /// Canonical but for ASCII letters.
        case capitals
        /// Something to be read scalar by scalar, if it is an address at all.
        case other

        init(_ bytes: UnsafeBufferPointer<UInt8>) {
            self = .other
            guard (3...EmailAddress.longest).contains(bytes.count) else { return }
            var at: Int?
            var hasCapitals = false
            for index in 0..<bytes.count {
                let byte = bytes[index]
                switch byte {
                case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: break
                case 0x41...0x5A: hasCapitals = true
                case 0x2E: if let at, index == at + 1 || bytes[index - 1] == 0x2E { return }
                case 0x40:
                    guard at == nil, index > 0 else { return }
                    at = index
                // An apostrophe at the beginning is usually one of two around the address.
                case 0x27: guard at == nil, index > 0 else { return }
                default: guard at == nil, EmailAddress.isAtom(byte) else { return }
                }
            }
            guard let at, at < bytes.count - 1, bytes[bytes.count - 1] != 0x2E else { return }
            self = hasCapitals ? .capitals : .canonical
        }
    }

    /// Bytes above 0x20 that need no quotes in a local part: `atext` of RFC 5322 §3.2.3, and the full stop.
    static func isAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D...0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    private static func lowercased(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count) { target in
            for index in 0..<bytes.count {
                let byte = bytes[index]
                target[index] = (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
            }
            return bytes.count
        }
    }

    /// What follows the `@`, in ASCII.
    package var domain: Substring {
        text[text.utf8.index(text.startIndex, offsetBy: domainOffset)...]
    }

    /// Bytes before the domain: the local part may end in what combines with the `@` to one character.
    var domainOffset: Int {
        let bytes = text.utf8.span
        var offset = bytes.count
        while offset > 1, bytes[offset - 1] != 0x40 { offset -= 1 }
        return offset
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.text < right.text
    }
}
