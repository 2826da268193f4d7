import Feed
import Interactions
import Testing

/// What other readers make of these files is tested with them, in `Tests/Interop`.
@Suite struct `Rows as Parquet` {
    private func file(_ count: Int) throws -> [UInt8] {
        var records = ParquetRecords(.person)
        var bytes: [UInt8] = []
        for number in 0..<count {
            records.begin(.person)
            records.add(KeyedHash(high: 0, low: UInt64(number)))
            records.add("upsert")
            records.add(2)
            records.add("t")
            records.add("e")
            for place in 0..<5 {
                if (number + place).isMultiple(of: 3) { records.addNull() } else { records.add("x\(number)") }
            }
            records.add(number)
            records.end()
            bytes += records.take()
        }
        return bytes + (try records.finish())
    }

    @Test(arguments: [0, 1, 7, 8, 9, 20])
    func `begin and end with the mark, and say how long the footer is`(count: Int) throws {
        let bytes = try file(count)
        #expect(bytes.starts(with: "PAR1".utf8))
        #expect(bytes.suffix(4).elementsEqual("PAR1".utf8))
        let length = bytes.dropLast(4).suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(length > 0 && length + 12 <= bytes.count)
        // The footer's first field: version 2.
        #expect(bytes[bytes.count - 8 - length] == 0x15)
        #expect(bytes[bytes.count - 7 - length] == 0x04)
    }

    @Test func `are the same bytes for the same rows`() throws {
        #expect(try file(9) == file(9))
    }
}
