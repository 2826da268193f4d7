package import Interactions

extension JSONRecords: FeedFileWriter {
    package init(_ stream: FeedStream) { self.init(in: .none) }
    package init(columnsOf file: String) throws(FeedError) { self.init(in: .none) }

    /// Each row names its fields.
    package func hasColumns(of file: String) -> Bool { true }

    package static func has(_ keys: Set<KeyedHash>, in file: String) throws -> Bool {
        let rows = try TextRows(file, hasQuotes: false)
        while let row = try rows.next() { if key(of: row).map(keys.contains) ?? false { return true } }
        return false
    }

    package mutating func add(
        rowsOf file: String,
        without keys: Set<KeyedHash>,
        _ flush: ([UInt8]) throws -> Void
    ) throws -> Int {
        let rows = try TextRows(file, hasQuotes: false)
        var count = 0
        while let row = try rows.next() {
            guard !(Self.key(of: row).map(keys.contains) ?? false) else { continue }
            add(row: row)
            count += 1
            if count.isMultiple(of: 1_000) { try flush(take()) }
        }
        return count
    }

    /// Of `{"NAME":"KEY",…`.
    private static func key(of row: ArraySlice<UInt8>) -> KeyedHash? {
        guard let colon = row.firstIndex(of: 0x3A), row.endIndex - colon > 34 else { return nil }
        return KeyedHash(digits: row[(colon + 2)..<(colon + 34)])
    }
}

extension CSVRecords: FeedFileWriter {
    package init(columnsOf file: String) throws(FeedError) {
        self.init(header: try Self.rows(of: file).header)
    }

    /// The rows behind the header.
    ///
    /// - Throws: `FeedError` if there is none.
    private static func rows(of file: String) throws(FeedError) -> (header: [UInt8], rows: TextRows) {
        let rows = try TextRows(file, hasQuotes: true)
        guard let header = try rows.next() else { throw FeedError(.badState, "'\(file)' has no header.") }
        return (Array(header), rows)
    }

    package func hasColumns(of file: String) throws -> Bool {
        try Self.rows(of: file).header == header
    }

    package static func has(_ keys: Set<KeyedHash>, in file: String) throws -> Bool {
        let rows = try rows(of: file).rows
        while let row = try rows.next() {
            if KeyedHash(digits: row.prefix(32)).map(keys.contains) ?? false { return true }
        }
        return false
    }

    package mutating func add(
        rowsOf file: String,
        without keys: Set<KeyedHash>,
        _ flush: ([UInt8]) throws -> Void
    ) throws -> Int {
        let rows = try Self.rows(of: file).rows
        var count = 0
        while let row = try rows.next() {
            guard !(KeyedHash(digits: row.prefix(32)).map(keys.contains) ?? false) else { continue }
            add(row: row)
            count += 1
            if count.isMultiple(of: 1_000) { try flush(take()) }
        }
        return count
    }
}
