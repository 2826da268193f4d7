/// Numbers as bars of text.
enum Sparkline {
    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// One bar for each value, the highest for the greatest; a dot for zero.
    static func text(_ values: [Int64]) -> String {
        let greatest = max(values.max() ?? 0, 1)
        return String(values.map { $0 <= 0 ? "·" : bars[Int(($0 * 8 - 1) / greatest)] })
    }
}

extension Sparkline {
    /// Six segments, filled by a strength of 0 to 100.
    static func gauge(_ strength: Int) -> String {
        let filled = min(max((strength * 6 + 99) / 100, 0), 6)
        return String(repeating: "■", count: filled) + String(repeating: "□", count: 6 - filled)
    }
}
