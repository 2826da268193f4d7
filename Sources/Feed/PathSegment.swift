/// A name that may be anything, as one segment of a path or of a URI's path.
package enum PathSegment {
    /// Letters and digits of ASCII, hyphens and dots stay; every other byte becomes a percent sign and two digits.
    package static func escaped(_ name: String) -> String {
        name.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
            if isPlain || byte == 0x2E { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return (digits.utf8.count < 2 ? "%0" : "%") + digits
        }.joined()
    }
}
