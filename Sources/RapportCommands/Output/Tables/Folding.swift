/// Breaks text into lines, between words where there is a space, and never within a character.
enum Folding {
    /// As wide as the screen is, at most.
    static func lines(_ text: String, in screen: Screen) -> [String] {
        screen.width.map { lines(text, width: $0) } ?? [text]
    }

    /// At least one line, none wider than `width` columns unless a single character is.
    static func lines(_ text: String, width: Int) -> [String] {
        guard DisplayWidth.of(text) > width else { return [text] }
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            let size = DisplayWidth.of(word)
            if used > 0, used + 1 + size <= width {
                line += " " + word
                used += 1 + size
                continue
            }
            if used > 0 { lines.append(line) }
            (line, used) = ("", 0)
            for character in word {
                let size = DisplayWidth.of(character)
                if used + size > width, used > 0 {
                    lines.append(line)
                    (line, used) = ("", 0)
                }
                line.append(character)
                used += size
            }
        }
        if used > 0 || lines.isEmpty { lines.append(line) }
        return lines
    }
}
