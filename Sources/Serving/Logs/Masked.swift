/// The last fence: what looks like an address never gets into a log, wherever it came from.
enum Masked {
    /// The same text, on one line, with every word that has an at-sign in it replaced.
    static func text(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var word = String.UnicodeScalarView()
        var isAddress = false
        func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value <= 0x20 || scalar.value == 0x7F || "\"'(),;<>[]{}".unicodeScalars.contains(scalar)
        }
        func end() {
            result.append(contentsOf: isAddress ? "(masked)".unicodeScalars : word)
            word = String.UnicodeScalarView()
            isAddress = false
        }
        for scalar in text.unicodeScalars {
            if isBlank(scalar) {
                end()
                result.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
            } else {
                // U+FF20 and U+FE6B are read as at-signs as well.
                if [0x40, 0xFF20, 0xFE6B].contains(scalar.value) { isAddress = true }
                word.append(scalar)
            }
        }
        end()
        return String(result)
    }
}
