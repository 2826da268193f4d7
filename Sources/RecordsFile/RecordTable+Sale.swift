import Interactions

extension RecordTable {
    /// What an opportunity's columns tell of its course; whether it was won, no column says.
    func sale(_ line: RecordLine, _ found: inout [RecordProblem]) -> Sale {
        var sale = Sale()
        sale.stage = line.text(.stage)
        sale.estimatedValue = cell(line, .value, "an amount such as 12000 or 12000.50", &found, Self.hundredths)
        let currency: String? = cell(line, .currency, "a code of ISO 4217 such as EUR", &found) { text in
            let isCode = text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            return isCode ? text : nil
        }
        if sale.estimatedValue != nil { sale.currency = currency }
        sale.closeDate = cell(line, .closeDate, "a day such as 2026-12-31", &found, Self.day)
        return sale
    }

    /// An amount in hundredths; nil for what is none.
    static func hundredths(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard isPlain, parts.count <= 2, parts.count < 2 || parts[1].utf8.count <= 2, parts[0].utf8.count <= 15,
            let whole = Int64(parts[0])
        else { return nil }
        let rest = parts.count < 2 ? "00" : parts[1] + (parts[1].utf8.count == 1 ? "0" : "")
        return Int64(rest).map { whole * 100 + $0 }
    }

    /// A day of the calendar; nil for what is none.
    static func day(_ text: String) -> CivilDate? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D })
        else { return nil }
        let numbers = parts.compactMap { Int($0) }
        return numbers.count == 3 ? CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]) : nil
    }
}
