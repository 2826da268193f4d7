import Engine
import Interactions

/// Months as bars of a drawing, by the state of health, and as rows of a table beside it.
struct PipelineChart {
    struct Bar {
        let x: Int
        let y: Int
        let height: Int
        /// For the style: `good`, `fair`, `poor` or `none`.
        let grade: String
    }

    struct Month {
        let name: String
        let opportunities: Int
        let value: String
        let good: String
        let fair: String
        let poor: String
        let unscored: String
    }

    private static let height = 100.0
    /// Of a month, with the gap to the next one.
    private static let step = 24
    private static let gap = 3
    /// So many months have room for their names also in a narrow window.
    private static let mostLabels = 6

    let bars: [Bar]
    /// One for each month; empty for those whose names have no room.
    let labels: [String]
    let months: [Month]
    let width: Int
    let description: String
    let isEmpty: Bool

    init(_ months: [PipelineMonth], _ words: Words) {
        // Corrections may be negative, and bars may not; what people typed need not fit into a number.
        let parts = months.map { month in
            [
                ("good", month.goodHundredths), ("fair", month.fairHundredths), ("poor", month.poorHundredths),
                ("none", month.unscoredHundredths),
            ].map { (grade: $0.0, value: Double(max(0, $0.1))) }
        }
        let most = max(parts.map { $0.reduce(0) { $0 + $1.value } }.max() ?? 0, 1)
        var bars: [Bar] = []
        for (place, month) in parts.enumerated() {
            var below = 0.0
            for part in month where part.value > 0 {
                let bottom = Int((Self.height * (1 - below / most)).rounded())
                below += part.value
                let top = Int((Self.height * (1 - below / most)).rounded())
                bars.append(Bar(x: place * Self.step + Self.gap, y: top, height: bottom - top, grade: part.grade))
            }
        }
        self.bars = bars
        width = max(months.count, 1) * Self.step
        isEmpty = months.isEmpty
        description = words.counted("pipeline.description", months.reduce(0) { $0 + Int64($1.opportunities) })
        let names = months.map { words.text("pipeline.month.\($0.month)") ?? words.month($0.month) }
        let each = (names.count + Self.mostLabels - 1) / Self.mostLabels
        labels = names.enumerated().map { $0.offset % each == 0 ? $0.element : "" }
        self.months = zip(months, names).map { month, name in
            func amount(_ hundredths: Int64) -> String { Money.text(hundredths, in: words.language) }
            return Month(
                name: name,
                opportunities: month.opportunities,
                value: amount(month.valueHundredths),
                good: amount(month.goodHundredths),
                fair: amount(month.fairHundredths),
                poor: amount(month.poorHundredths),
                unscored: amount(month.unscoredHundredths)
            )
        }
    }
}
