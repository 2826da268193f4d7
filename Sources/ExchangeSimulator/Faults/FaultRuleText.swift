/// The parts of a rule `TARGET:FAULT[=VALUE][#FIRST[xCOUNT][/PERIOD]]` as it was typed; without a target for all.
struct FaultRuleText {
    let target: String
    let fault: String
    let value: String?
    var first = 1
    var count = 1
    var period: Int?

    /// Nil for positions that are no numbers from 1 on.
    init?(_ text: String) {
        let (before, after) = text.cut(at: ":")
        target = after == nil ? "" : before
        let (faultText, positions) = (after ?? text).cut(at: "#")
        (fault, value) = faultText.cut(at: "=")
        guard let positions else { return }
        let (range, period) = positions.cut(at: "/")
        let (first, count) = range.cut(at: "x")
        let numbers = [first, count, period].map { $0.map { Int($0) ?? 0 } }
        guard numbers.allSatisfy({ $0 ?? 1 > 0 }) else { return nil }
        self.first = numbers[0] ?? 1
        self.count = numbers[1] ?? 1
        self.period = numbers[2]
    }
}

extension String {
    /// The text before and after the first `separator`; nil after it if there is none.
    func cut(at separator: Character) -> (String, String?) {
        guard let position = firstIndex(of: separator) else { return (self, nil) }
        return (String(self[..<position]), String(self[index(after: position)...]))
    }
}
