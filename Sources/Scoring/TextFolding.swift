@_spi(_Unicode) import Swift

/// Brings a text, scalar by scalar, to the letters that people type: both ways in which some are written at once.
struct TextFolding {
    /// Letters that no accent makes of others.
    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
        "ŧ": "t", "ς": "σ", "ŋ": "n", "ĸ": "k", "ſ": "s", "ŀ": "l", "ƒ": "f", "ə": "e",
    ]
    /// Letters that some write as two, beside those with a diaeresis or a ring.
    private static let two: [Unicode.Scalar: String] = ["ø": "oe", "đ": "dj", "ð": "dh"]

    /// Of the compatibility forms of Unicode (UAX 15) those that stand in names: ligatures, and what Japanese programs
    /// write for companies.
    ///
    /// Widths are told by their place.
    private static let compatible: [Unicode.Scalar: String] = [
        "\u{FB00}": "ff", "\u{FB01}": "fi", "\u{FB02}": "fl", "\u{FB03}": "ffi", "\u{FB04}": "ffl",
        "\u{FB05}": "st", "\u{FB06}": "st", "\u{132}": "IJ", "\u{133}": "ij", "\u{149}": "n", "\u{1C4}": "DZ",
        "\u{1C5}": "Dz", "\u{1C6}": "dz", "\u{1C7}": "LJ", "\u{1C8}": "Lj", "\u{1C9}": "lj", "\u{1CA}": "NJ",
        "\u{1CB}": "Nj", "\u{1CC}": "nj", "\u{1F1}": "DZ", "\u{1F2}": "Dz", "\u{1F3}": "dz",
        "\u{587}": "\u{565}\u{582}",
        "\u{AA}": "a", "\u{BA}": "o", "\u{B9}": "1", "\u{B2}": "2", "\u{B3}": "3", "\u{2116}": "No", "\u{2122}": "TM",
        "\u{3231}": "(株)", "\u{3232}": "(有)", "\u{337F}": "株式会社", "\u{3000}": " ", "\u{A0}": " ",
    ]
    /// From U+FF61 to U+FF9D.
    private static let halfWidth = Array(
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars
    )

    private var plain = String.UnicodeScalarView()
    private var written = String.UnicodeScalarView()
    /// The last letter without its accents.
    private var last: Unicode.Scalar?

    /// Accents left out; and umlauts, rings and the like written as two letters.
    var readings: (plain: String, written: String) { (String(plain), String(written)) }

    mutating func add(_ scalar: Unicode.Scalar) {
        guard !scalar.isASCII else {
            let isCapital = (0x41...0x5A).contains(scalar.value)
            let small = isCapital ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar
            plain.append(small)
            written.append(small)
            last = small
            return
        }
        for one in Self.withoutWidth(scalar) {
            for part in String(one)._nfd { addPart(part) }
        }
    }

    private static func withoutWidth(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        if let letters = compatible[scalar] { return letters.unicodeScalars }
        let one: Unicode.Scalar? =
            switch scalar.value {
            case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
            case 0xFF61...0xFF9D: halfWidth[Int(scalar.value - 0xFF61)]
            // They are the same as the accents of wide letters.
            case 0xFF9E: "\u{3099}"
            case 0xFF9F: "\u{309A}"
            default: nil
            }
        var view = String.UnicodeScalarView()
        view.append(one ?? scalar)
        return view
    }

    private mutating func addPart(_ scalar: Unicode.Scalar) {
        guard scalar.properties.generalCategory != .nonspacingMark else {
            switch (last, scalar) {
            case ("a", "\u{308}"), ("o", "\u{308}"), ("u", "\u{308}"): written.append("e")
            case ("a", "\u{30A}"): written.append("a")
            default: break
            }
            last = nil
            return
        }
        for small in scalar.properties.lowercaseMapping.unicodeScalars
        where small.properties.generalCategory != .nonspacingMark {
            let letters = Self.letters[small] ?? String(small)
            plain.append(contentsOf: letters.unicodeScalars)
            written.append(contentsOf: (Self.two[small] ?? letters).unicodeScalars)
            last = small
        }
    }
}
