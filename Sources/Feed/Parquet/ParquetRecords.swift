package import Interactions

/// Rows of one stream as a Parquet file: row groups of one page a column, compressed by Zstandard.
///
/// <https://parquet.apache.org/docs/file-format/>
package struct ParquetRecords: FeedRowWriter {
    private static let magic = Array("PAR1".utf8)
    /// Rows of a group.
    private static let groupSize = 131_072

    private var columns: [ParquetColumn]
    private var next = 0
    private var bytes = Self.magic
    /// Of the file, up to the beginning of `bytes`.
    private var offset = 0
    private var groups: [ParquetGroup] = []
    private var failure: FeedError?

    package init(_ stream: FeedStream) { self.init(stream.columns.map { ParquetColumn($0) }) }

    init(_ columns: [ParquetColumn]) {
        self.columns = columns
    }

    package mutating func begin(_ stream: FeedStream) { next = 0 }

    package mutating func add(_ value: Int) { column { $0.add(Int64(value)) } }
    package mutating func add(_ value: Bool) { column { $0.add(value) } }
    package mutating func add(_ value: Timestamp) { column { $0.add(value.microseconds) } }
    package mutating func addNull() { column { $0.addNull() } }

    package mutating func add(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in column { $0.add(utf8) } }
    }

    package mutating func add(_ value: KeyedHash) {
        var line = JSONLines()
        line.append(value)
        column { $0.add(line.bytes.dropFirst().dropLast()) }
    }

    private mutating func column(_ body: (inout ParquetColumn) -> Void) {
        body(&columns[next])
        next += 1
    }

    package mutating func end() {
        guard columns[0].count >= Self.groupSize else { return }
        release()
    }

    package var heldRows: Int { columns[0].count }

    func hasColumns(like others: [ParquetColumn]) -> Bool {
        columns.elementsEqual(others) { $0.isLike($1) }
    }

    /// Takes one column of a row group of another file, of which some rows are kept.
    mutating func take(_ values: inout ParquetValues, _ kept: [Bool], into column: Int) throws(FeedError) {
        for isKept in kept {
            guard values.move(to: &columns[column], isKept: isKept) else {
                throw FeedError(.badState, "A file of the lake is damaged. Deliver into an empty directory.")
            }
        }
    }

    package mutating func take() -> [UInt8] {
        offset += bytes.count
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    package mutating func finish() throws -> [UInt8] {
        release()
        if let failure { throw failure }
        let footer = footer
        bytes += footer
        withUnsafeBytes(of: UInt32(footer.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes += Self.magic
        return take()
    }

    /// Ends the row group.
    package mutating func release() {
        let count = columns[0].count
        guard count > 0, failure == nil else { return }
        var group = ParquetGroup(rows: count)
        for index in columns.indices {
            let page = columns[index].takePage()
            do {
                let compressed = try ZstdFrame.compress(page)
                let header = ParquetGroup.pageHeader(rows: count, size: page.count, compressed: compressed.count)
                group.chunks.append(
                    ParquetGroup.Chunk(
                        offset: offset + bytes.count,
                        size: header.count + page.count,
                        compressed: header.count + compressed.count
                    )
                )
                bytes += header
                bytes += compressed
            } catch {
                failure = error
            }
        }
        groups.append(group)
    }

    /// `FileMetaData` of parquet.thrift.
    private var footer: [UInt8] {
        var thrift = ThriftCompact()
        thrift.add(1, Int32(2))
        thrift.add(2, structures: 0...columns.count) { [columns] element, index in
            guard index > 0 else {
                element.add(4, "schema")
                return element.add(5, Int32(columns.count))
            }
            columns[index - 1].describe(in: &element)
        }
        thrift.add(3, Int64(groups.reduce(0) { $0 + $1.rows }))
        thrift.add(4, structures: groups) { [columns] element, group in group.describe(columns, in: &element) }
        thrift.add(6, "rapport")
        thrift.end()
        return thrift.bytes
    }
}
