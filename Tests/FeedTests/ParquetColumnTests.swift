import Testing

@testable import Feed

/// Pages byte by byte, as <https://parquet.apache.org/docs/file-format/data-pages/encodings/> has them: the length of
/// the levels, the levels as one run, then what is there.
struct ParquetColumnTests {
    private static func page(_ texts: [String?], isNullable: Bool = true) -> [UInt8] {
        var column = ParquetColumn(FeedColumn("x", .text(words: []), isNullable: isNullable, ""))
        for text in texts { if let text { column.add(text.utf8) } else { column.addNull() } }
        return column.takePage()
    }

    private static let a: [UInt8] = [1, 0, 0, 0, 0x61]
    private static let bc: [UInt8] = [2, 0, 0, 0, 0x62, 0x63]

    @Test(
        arguments: [
            // Of one kind: how often, doubled, and whether they are there.
            (["a", "bc"], [2, 0, 0, 0, 4, 1] + a + bc), ([nil, nil, nil], [2, 0, 0, 0, 6, 0]),
            // Of both: groups of eight, doubled and one, and a bit for each.
            (["a", nil, "bc"], [2, 0, 0, 0, 3, 0b101] + a + bc), ([nil, "a"], [2, 0, 0, 0, 3, 0b10] + a),
            ([String?](repeating: nil, count: 8) + ["a"], [3, 0, 0, 0, 5, 0, 1] + a),
        ] as [([String?], [UInt8])]
    )
    func `What may be missing says first which are there`(texts: [String?], bytes: [UInt8]) {
        #expect(Self.page(texts) == bytes)
    }

    @Test func `What is always there says no levels`() {
        #expect(Self.page(["a", "bc"], isNullable: false) == Self.a + Self.bc)
    }

    @Test func `Numbers have eight bytes, the lowest first, and flags a bit each`() {
        var numbers = ParquetColumn(FeedColumn("x", .integer, isNullable: false, ""))
        numbers.add(-2)
        numbers.add(0x0102_0304_0506_0708)
        #expect(numbers.takePage() == [0xFE] + [UInt8](repeating: 0xFF, count: 7) + [8, 7, 6, 5, 4, 3, 2, 1])
        var flags = ParquetColumn(FeedColumn("x", .boolean, isNullable: false, ""))
        for position in 0..<10 { flags.add(position == 1 || position == 8) }
        #expect(flags.takePage() == [0b10, 0b1])
    }

    @Test func `A page that was taken is not taken again`() {
        var column = ParquetColumn(FeedColumn("x", .text(words: []), ""))
        column.add("a".utf8)
        column.addNull()
        #expect(column.count == 2)
        _ = column.takePage()
        #expect(column.count == 0)
        column.add("bc".utf8)
        #expect(column.takePage() == [2, 0, 0, 0, 2, 1] + Self.bc)
    }
}
