import Interactions

/// Reads delimited values as RFC 4180 has them, row by row, whichever delimiter; line ends may be LF or CRLF.
package struct DelimitedText {
    /// One line of cells, or several if a quoted cell holds line ends.
    package struct Row: Hashable {
        /// The line on which the row begins, from 1.
        package let line: Int
        package let cells: [String]
        /// Whether there is a quote in the middle of an unquoted cell, or something behind a closing quote.
        package let hasStrayQuote: Bool
    }

    /// A quote that is never closed, so that nobody can tell which rows it swallowed.
    package struct UnclosedQuote: Error {
        package let line: Int
    }

    private var bytes: ArraySlice<UInt8>
    private var line = 1
    private let delimiter: UInt8

    /// - Parameter delimiter: nil for the one that a first line `sep=;` names, as Excel writes it, or that the first
    ///   row has most of.
    package init(_ text: String, delimiter: Delimiter? = nil) {
        bytes = Array(text.utf8)[...]
        let named = Self.named(in: bytes)
        self.delimiter = (delimiter ?? named?.delimiter ?? Self.detected(in: bytes)).byte
        if let named {
            bytes = bytes[named.end...]
            line = 2
        }
    }

    private static func named(in bytes: ArraySlice<UInt8>) -> (delimiter: Delimiter, end: Int)? {
        let prefix = Array("sep=".utf8)
        guard bytes.count > 4, bytes.starts(with: prefix),
            let delimiter = Delimiter.allCases.first(where: { $0.byte == bytes[4] }),
            let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            bytes[5..<end].allSatisfy({ $0 == UInt8(ascii: "\r") })
        else { return nil }
        return (delimiter, end + 1)
    }

    /// Names of columns have no delimiter in them, so the first row's is the one that it has.
    private static func detected(in bytes: ArraySlice<UInt8>) -> Delimiter {
        let isEnd = { (byte: UInt8) in byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
        let header = bytes.drop(while: isEnd).prefix { !isEnd($0) }
        let counts = Delimiter.allCases.map { delimiter in (delimiter, header.count { $0 == delimiter.byte }) }
        // The first of equals: a single column has none, and is comma-separated.
        return counts.reduce((Delimiter.comma, 0)) { $1.1 > $0.1 ? $1 : $0 }.0
    }

    /// The next row that is not blank, nil at the end; spreadsheets write a delimiter for each cell of blank ones.
    package mutating func next() throws(UnclosedQuote) -> Row? {
        while let row = try nextLine() {
            if row.hasStrayQuote || !row.cells.allSatisfy({ $0.trimmingSpaces.isEmpty }) { return row }
        }
        return nil
    }

    private mutating func nextLine() throws(UnclosedQuote) -> Row? {
        while let first = bytes.first, first == UInt8(ascii: "\n") || first == UInt8(ascii: "\r") {
            if first == UInt8(ascii: "\n") { line += 1 }
            bytes.removeFirst()
        }
        guard !bytes.isEmpty else { return nil }
        let start = line
        var cells: [String] = []
        var hasStrayQuote = false
        while true {
            let cell = try nextCell(&hasStrayQuote)
            cells.append(String(decoding: cell, as: UTF8.self))
            guard bytes.first == delimiter else { break }
            bytes.removeFirst()
        }
        return Row(line: start, cells: cells, hasStrayQuote: hasStrayQuote)
    }

    private mutating func nextCell(_ hasStrayQuote: inout Bool) throws(UnclosedQuote) -> [UInt8] {
        var cell: [UInt8] = []
        if bytes.first == UInt8(ascii: "\"") {
            cell = try quoted()
            hasStrayQuote = hasStrayQuote || !isAtCellEnd
        }
        while !isAtCellEnd, let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "\"") { hasStrayQuote = true }
            cell.append(byte)
        }
        return cell
    }

    private mutating func quoted() throws(UnclosedQuote) -> [UInt8] {
        let start = line
        var cell: [UInt8] = []
        bytes.removeFirst()
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == UInt8(ascii: "\"") else {
                cell.append(byte)
                continue
            }
            guard bytes.first == UInt8(ascii: "\"") else { return cell }
            bytes.removeFirst()
            cell.append(byte)
        }
        throw UnclosedQuote(line: start)
    }

    private var isAtCellEnd: Bool {
        switch bytes.first {
        case nil, delimiter, UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): bytes.dropFirst().first.map { $0 == UInt8(ascii: "\n") } ?? true
        default: false
        }
    }
}
