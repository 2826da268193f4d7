import ConnectorTesting
import Feed
import FoundationEssentials
import Interactions
import Testing

/// What is left of a file is what a file of the rows that are left would be, byte by byte.
@Suite struct `A file without some of its rows` {
    private static func fill<Writer: FeedRowWriter>(_ writer: inout Writer, _ numbers: [Int], nulls: Int) -> [UInt8] {
        let stream = FeedStream.relationship
        for number in numbers {
            var random = SplitMix64(seed: UInt64(number))
            writer.begin(stream)
            for (place, column) in stream.columns.enumerated() {
                let bits = random.next()
                if column.isNullable, nulls > 0, bits.isMultiple(of: UInt64(nulls)) {
                    writer.addNull()
                    continue
                }
                switch column.kind {
                case .hash: writer.add(place == 0 ? key(number) : KeyedHash(high: bits, low: bits))
                case .integer: writer.add(Int(truncatingIfNeeded: bits))
                case .boolean: writer.add(bits & 8 == 0)
                case .instant: writer.add(Timestamp(microseconds: Int64(bits >> 12)))
                case .date: writer.add("2026-11-30")
                case .text:
                    writer.add(["", "zwei\nZeilen, \"so\"", "plain", "x\r\ny", "{\"a_id\":\"0\"}"][Int(bits % 5)])
                }
            }
            writer.end()
        }
        return []
    }

    private static func key(_ number: Int) -> KeyedHash { KeyedHash(high: 0xFEDC_BA98_7654_3210, low: UInt64(number)) }

    private func check<Writer: FeedFileWriter>(_ writer: Writer.Type, _ count: Int, nulls: Int) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/file"
        var whole = Writer(.relationship)
        _ = Self.fill(&whole, Array(0..<count), nulls: nulls)
        try Data(try whole.finish()).write(to: URL(filePath: path))
        for without in [
            [], [0], Array(0..<count), stride(from: 0, to: count, by: 3).map { $0 }, [count / 2], [count + 7],
        ] {
            let keys = Set(without.map(Self.key))
            let left = (0..<count).filter { !without.contains($0) }
            #expect(try Writer.has(keys, in: path) == (left.count < count))
            var rest = try Writer(columnsOf: path)
            #expect(try rest.hasColumns(of: path))
            var bytes: [UInt8] = []
            #expect(try rest.add(rowsOf: path, without: keys) { bytes += $0 } == left.count)
            bytes += try rest.finish()
            var expected = Writer(.relationship)
            _ = Self.fill(&expected, left, nulls: nulls)
            #expect(try bytes == expected.finish(), "\(count) rows without \(without.count)")
        }
    }

    @Test(arguments: [0, 1, 7, 8, 9, 17, 64], [0, 1, 2, 3])
    func `is as if they had never been in it`(count: Int, nulls: Int) throws {
        try check(ParquetRecords.self, count, nulls: nulls)
        try check(JSONRecords.self, count, nulls: nulls)
        try check(CSVRecords.self, count, nulls: nulls)
    }

    @Test func `that was cut off or changed anywhere is refused, and reading it ends`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/file"
        var whole = ParquetRecords(.relationship)
        _ = Self.fill(&whole, Array(0..<9), nulls: 3)
        let bytes = try whole.finish()
        func read() throws {
            var rest = try ParquetRecords(columnsOf: path)
            _ = try rest.add(rowsOf: path, without: [Self.key(1)]) { _ in }
            _ = try rest.finish()
        }
        for length in Torture.lengths(below: bytes.count) {
            try Data(bytes.prefix(length)).write(to: URL(filePath: path))
            #expect(throws: FeedError.self, "\(length)") { try read() }
        }
        var random = SplitMix64(seed: Torture.seed)
        for _ in 0..<(Torture.isWhole ? 20_000 : 300) {
            var changed = bytes
            let place = Int.random(in: 0..<bytes.count, using: &random)
            changed[place] ^= UInt8.random(in: 1...255, using: &random)
            try Data(changed).write(to: URL(filePath: path))
            // Whatever it says then, it neither crashes nor goes on for ever.
            _ = try? read()
        }
    }
}
