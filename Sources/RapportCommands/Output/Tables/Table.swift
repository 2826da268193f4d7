/// Cells in columns, laid out for whatever room there is.
///
/// Where there is too little, columns that matter least are left out and named below, and long texts go on in the
/// next line; a line is never longer than the screen is wide.
package struct Table {
    package struct Column {
        package var title: String
        package var isNumber = false
        /// The lower, the longer it stays; its place counts if nobody says.
        package var rank: Int?

        package init(_ title: String, isNumber: Bool = false, rank: Int? = nil) {
            self.title = title
            self.isNumber = isNumber
            self.rank = rank
        }
    }

    package struct Cell {
        package var text: String
        package var tint: Tint?

        package init(_ text: String, _ tint: Tint? = nil) {
            self.text = text
            self.tint = tint
        }
    }

    private let columns: [Column]
    private let rows: [[Cell]]

    private static let gap = 2
    /// A text that is folded has at least so much room.
    private static let narrowest = 18

    /// - Parameter rows: as many cells as columns in each, free of what a terminal takes for a command.
    package init(_ columns: [Column], _ rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
    }

    /// A head, a rule, and the rows; numbers to the right.
    package func lines(_ screen: Screen) -> [String] {
        let (kept, widths) = layout(screen.width)
        var lines = line(of: columns.map { Cell($0.title, .head) }, kept, widths, screen)
        lines.append(kept.map { String(repeating: "-", count: widths[$0]) }.joined(separator: gap))
        lines += rows.flatMap { line(of: $0, kept, widths, screen) }
        let left = columns.indices.filter { !kept.contains($0) && !isEmpty($0) }
        if let width = screen.width, !left.isEmpty {
            let remark = "Not shown for want of room: \(left.map { columns[$0].title }.joined(separator: ", "))."
            lines += Folding.lines(remark, width: width).map { screen.isColoured ? Tint.faint.around($0) : $0 }
        }
        return lines
    }

    private var gap: String { String(repeating: " ", count: Self.gap) }

    private func isEmpty(_ column: Int) -> Bool { rows.allSatisfy { $0[column].text.isEmpty } }

    /// Which columns are shown, and how wide each is; widths of others mean nothing.
    private func layout(_ room: Int?) -> (kept: [Int], widths: [Int]) {
        let natural = columns.indices.map { column in
            rows.reduce(DisplayWidth.of(columns[column].title)) { max($0, DisplayWidth.of($1[column].text)) }
        }
        var kept = Array(columns.indices)
        guard let room, total(kept, natural) > room else { return (kept, natural) }
        var widths = columns.indices.map { column in
            guard !columns[column].isNumber else { return natural[column] }
            // Words of the head stay whole as far as there is room.
            return min(natural[column], max(Self.narrowest, DisplayWidth.of(columns[column].title)))
        }
        let filled = kept.filter { !isEmpty($0) }
        if !filled.isEmpty { kept = filled }
        var shown: [Int] = []
        for column in kept.sorted(by: { rank($0) < rank($1) })
        where shown.isEmpty || total(shown + [column], widths) <= room { shown.append(column) }
        kept = shown.sorted()
        if total(kept, widths) > room { kept.forEach { widths[$0] = min(widths[$0], room) } }
        // What lacks little gets it first, so that one long text is folded and not all of them.
        var spare = room - total(kept, widths)
        for column in kept.sorted(by: { natural[$0] - widths[$0] < natural[$1] - widths[$1] }) {
            let more = min(natural[column] - widths[column], spare)
            widths[column] += more
            spare -= more
        }
        return (kept, widths)
    }

    private func rank(_ column: Int) -> Int { columns[column].rank ?? column }

    private func total(_ columns: [Int], _ widths: [Int]) -> Int {
        columns.reduce(Self.gap * (columns.count - 1)) { $0 + widths[$1] }
    }

    private func line(of cells: [Cell], _ kept: [Int], _ widths: [Int], _ screen: Screen) -> [String] {
        let folded = kept.map { Folding.lines(cells[$0].text, width: widths[$0]) }
        return (0..<(folded.map(\.count).max() ?? 0)).map { number in
            var line = ""
            var blank = 0
            for (position, column) in kept.enumerated() {
                let text = number < folded[position].count ? folded[position][number] : ""
                let space = widths[column] - DisplayWidth.of(text)
                if position > 0 { blank += Self.gap }
                if columns[column].isNumber { blank += space }
                if !text.isEmpty {
                    line += String(repeating: " ", count: blank)
                    let tint = screen.isColoured ? cells[column].tint : nil
                    line += tint?.around(text) ?? text
                    blank = 0
                }
                if !columns[column].isNumber { blank += space }
            }
            return line
        }
    }
}
