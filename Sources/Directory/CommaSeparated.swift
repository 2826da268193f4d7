/// Reads comma-separated values as RFC 4180 has them, row by row; line ends may be LF or CRLF.
struct CommaSeparated {
    struct Row: Hashable {
        /// Of the line on which the row begins, from 1.
        let line: Int
        let cells: [String]
        /// A quote in the middle of an unquoted cell, or something behind a closing quote.
        let hasStrayQuote: Bool
    }

    /// A quote that is never closed: nobody can tell which rows it swallowed.
    struct UnclosedQuote: Error {
        let line: Int
    }

    private var bytes: ArraySlice<UInt8>
    private var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)[...]
    }

    /// The next row that is not empty, nil at the end.
    mutating func next() throws(UnclosedQuote) -> Row? {
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
            guard bytes.first == UInt8(ascii: ",") else { break }
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
        case nil, UInt8(ascii: ","), UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): bytes.dropFirst().first.map { $0 == UInt8(ascii: "\n") } ?? true
        default: false
        }
    }
}
