/// The page of one column of one row group, value by value.
struct ParquetValues {
    private let kind: ParquetColumn.Kind
    private let page: [UInt8]
    /// Where the levels' bits begin, nil where all levels are equal.
    private let bits: Int?
    private let areAllThere: Bool
    private var row = 0
    /// Of the next value; of booleans as bits.
    private var next: Int

    /// - Parameter bytes: with the header.
    /// - Throws: `FeedError` for what `ParquetColumn.takePage` does not make.
    init(_ bytes: [UInt8], _ column: ParquetColumn, rows: Int) throws(FeedError) {
        let damaged = FeedError(.badState, "A page is damaged.")
        var reader = ThriftCompactReader(bytes[...])
        guard let header = reader.structure(), let size = header[2].number, size >= 0, size <= 1 << 31 else {
            throw damaged
        }
        kind = column.kind
        page = try ZstdFrame.decompress(bytes[reader.count...], size: Int(size))
        guard column.isOptional else {
            (bits, areAllThere, next) = (nil, true, 0)
            return
        }
        guard page.count > 4 else { throw damaged }
        let length = page.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        var (head, shift, place) = (0, 0, 4)
        repeat {
            guard place < page.count, shift < 56 else { throw damaged }
            head |= Int(page[place] & 0x7F) << shift
            shift += 7
            place += 1
        } while page[place - 1] & 0x80 != 0
        guard length + 4 <= page.count, place < length + 4 || rows == 0 else { throw damaged }
        let isPacked = head & 1 == 1
        guard isPacked ? (place + (rows + 7) / 8 <= length + 4) : place + 1 == length + 4 else { throw damaged }
        bits = isPacked ? place : nil
        areAllThere = !isPacked && page[place] == 1
        next = length + 4
        if kind == .boolean { next *= 8 }
    }

    /// Whether the next row has a value; goes on to the row after.
    private mutating func isThere() -> Bool {
        defer { row += 1 }
        guard let bits else { return areAllThere }
        return page[bits + row >> 3] >> UInt8(row & 7) & 1 == 1
    }

    /// Hands the next row's value on to a column, or passes over it.
    ///
    /// - Returns: false if the page has no more.
    mutating func move(to column: inout ParquetColumn, isKept: Bool) -> Bool {
        guard isThere() else {
            if isKept { column.addNull() }
            return true
        }
        switch kind {
        case .boolean:
            guard next >> 3 < page.count else { return false }
            if isKept { column.add(page[next >> 3] >> UInt8(next & 7) & 1 == 1) }
            next += 1
        case .int64:
            guard next + 8 <= page.count else { return false }
            if isKept {
                let value = page[next..<(next + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
                column.add(Int64(bitPattern: value))
            }
            next += 8
        case .bytes:
            guard let text = text() else { return false }
            if isKept { column.add(text) }
        }
        return true
    }

    /// The next row's text, for a column that has one in every row.
    mutating func text() -> ArraySlice<UInt8>? {
        guard next + 4 <= page.count else { return nil }
        let length = page[next..<(next + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard next + 4 + length <= page.count else { return nil }
        defer { next += 4 + length }
        return page[(next + 4)..<(next + 4 + length)]
    }
}
