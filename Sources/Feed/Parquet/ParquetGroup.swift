/// Where a row group's columns are in the file.
struct ParquetGroup {
    struct Chunk {
        let offset: Int
        /// Headers included, as is `compressed`.
        let size: Int
        let compressed: Int
    }

    private static let plain: Int32 = 0
    private static let rle: Int32 = 3
    private static let zstd: Int32 = 6

    let rows: Int
    var chunks: [Chunk] = []

    init(rows: Int) {
        self.rows = rows
    }

    /// `PageHeader` of parquet.thrift, of a data page.
    static func pageHeader(rows: Int, size: Int, compressed: Int) -> [UInt8] {
        var thrift = ThriftCompact()
        thrift.add(1, Int32(0))
        thrift.add(2, Int32(size))
        thrift.add(3, Int32(compressed))
        thrift.add(5) {
            $0.add(1, Int32(rows))
            $0.add(2, plain)
            $0.add(3, rle)
            $0.add(4, rle)
        }
        thrift.end()
        return thrift.bytes
    }

    /// `RowGroup` of parquet.thrift.
    func describe(_ columns: [ParquetColumn], in thrift: inout ThriftCompact) {
        thrift.add(1, structures: zip(columns, chunks).map { ($0, $1) }) { [rows] element, part in
            let (column, chunk) = part
            element.add(2, Int64(chunk.offset))
            element.add(3) {
                $0.add(1, column.kind.rawValue)
                $0.add(2, numbers: [Self.plain, Self.rle])
                $0.add(3, texts: [column.name])
                $0.add(4, Self.zstd)
                $0.add(5, Int64(rows))
                $0.add(6, Int64(chunk.size))
                $0.add(7, Int64(chunk.compressed))
                $0.add(9, Int64(chunk.offset))
            }
        }
        thrift.add(2, Int64(chunks.reduce(0) { $0 + $1.size }))
        thrift.add(3, Int64(rows))
    }
}

extension ParquetColumn {
    private static let utf8: Int32 = 0
    private static let timestampMicros: Int32 = 10

    /// `SchemaElement` of parquet.thrift.
    func describe(in thrift: inout ThriftCompact) {
        thrift.add(1, kind.rawValue)
        thrift.add(3, Int32(isOptional ? 1 : 0))
        thrift.add(4, name)
        if kind == .bytes {
            thrift.add(6, Self.utf8)
            thrift.add(10) { $0.add(1) { _ in } }
        } else if isInstant {
            thrift.add(6, Self.timestampMicros)
            thrift.add(10) {
                $0.add(8) {
                    $0.add(1, true)
                    $0.add(2) { $0.add(2) { _ in } }
                }
            }
        }
    }
}
