package import Interactions

extension ParquetRecords: FeedFileWriter {
    package init(columnsOf file: String) throws(FeedError) { self.init(try ParquetFile(file).columns) }

    package static func has(_ keys: Set<KeyedHash>, in file: String) throws -> Bool {
        let file = try ParquetFile(file)
        for group in file.groups {
            var names = try file.values(0, of: group)
            for _ in 0..<group.rows where try Self.key(&names).map(keys.contains) ?? false { return true }
        }
        return false
    }

    package func hasColumns(of file: String) throws -> Bool { try hasColumns(like: ParquetFile(file).columns) }

    package mutating func add(
        rowsOf file: String,
        without keys: Set<KeyedHash>,
        _ flush: ([UInt8]) throws -> Void
    ) throws -> Int {
        let file = try ParquetFile(file)
        var count = 0
        for group in file.groups {
            var names = try file.values(0, of: group)
            var kept: [Bool] = []
            kept.reserveCapacity(group.rows)
            for _ in 0..<group.rows { kept.append(try Self.key(&names).map { !keys.contains($0) } ?? true) }
            let more = kept.count { $0 }
            guard more > 0 else { continue }
            count += more
            for column in file.columns.indices {
                var values = try file.values(column, of: group)
                try take(&values, kept, into: column)
            }
            end()
            try flush(take())
        }
        return count
    }

    private static func key(_ names: inout ParquetValues) throws(FeedError) -> KeyedHash? {
        guard let text = names.text() else { throw FeedError(.badState, "A file of the lake is damaged.") }
        return KeyedHash(digits: text)
    }
}

extension KeyedHash {
    /// Of 32 hexadecimal digits in lower case, nil for all else.
    init?(digits: some Collection<UInt8>) {
        var halves: (UInt64, UInt64) = (0, 0)
        var count = 0
        for digit in digits {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit &- 0x30
            case 0x61...0x66: value = digit &- 0x57
            default: return nil
            }
            if count < 16 { halves.0 = halves.0 << 4 | UInt64(value) } else { halves.1 = halves.1 << 4 | UInt64(value) }
            count += 1
        }
        guard count == 32 else { return nil }
        self.init(high: halves.0, low: halves.1)
    }
}
