/// The values of one column of a row group, as one page: levels that say which are there, then those in PLAIN encoding.
///
/// <https://parquet.apache.org/docs/file-format/data-pages/encodings/>
struct ParquetColumn {
    /// `Type` of Parquet.
    enum Kind: Int32 {
        case boolean = 0
        case int64 = 2
        case bytes = 6
    }

    let name: String
    let kind: Kind
    let isInstant: Bool
    let isOptional: Bool
    /// How many rows, those without a value too.
    private(set) var count = 0
    private var values: [UInt8] = []
    private var booleans = BitList()
    private var levels = BitList()
    private var nullCount = 0

    init(_ column: FeedColumn) {
        name = column.name
        isOptional = column.isNullable
        switch column.kind {
        case .hash, .text, .date: (kind, isInstant) = (.bytes, false)
        case .integer: (kind, isInstant) = (.int64, false)
        case .instant: (kind, isInstant) = (.int64, true)
        case .boolean: (kind, isInstant) = (.boolean, false)
        }
    }

    /// As a file has it; nil for what ours have not.
    ///
    /// - Parameter element: `SchemaElement` of parquet.thrift.
    init?(_ element: [Int: ThriftCompactReader.Value]) {
        guard let name = element[4].text, let kind = element[1].number.flatMap({ Kind(rawValue: Int32(clamping: $0)) })
        else { return nil }
        self.name = name
        self.kind = kind
        isInstant = kind == .int64 && element[10].structure != nil
        isOptional = element[3].number == 1
    }

    func isLike(_ other: ParquetColumn) -> Bool {
        name == other.name && kind == other.kind && isInstant == other.isInstant && isOptional == other.isOptional
    }

    mutating func add(_ value: Int64) {
        withUnsafeBytes(of: value.littleEndian) { values.append(contentsOf: $0) }
        note(isThere: true)
    }

    mutating func add(_ value: Bool) {
        booleans.append(value)
        note(isThere: true)
    }

    mutating func add(_ text: some Collection<UInt8>) {
        withUnsafeBytes(of: UInt32(text.count).littleEndian) { values.append(contentsOf: $0) }
        values.append(contentsOf: text)
        note(isThere: true)
    }

    mutating func addNull() { note(isThere: false) }

    private mutating func note(isThere: Bool) {
        count += 1
        if !isThere { nullCount += 1 }
        if isOptional { levels.append(isThere) }
    }

    /// The page, not compressed; the column begins anew.
    mutating func takePage() -> [UInt8] {
        var page: [UInt8] = []
        page.reserveCapacity(values.count + count / 4 + 16)
        if isOptional {
            let levels = encodedLevels
            withUnsafeBytes(of: UInt32(levels.count).littleEndian) { page.append(contentsOf: $0) }
            page += levels
        }
        page += kind == .boolean ? booleans.bytes : values
        (count, nullCount) = (0, 0)
        values.removeAll(keepingCapacity: true)
        (booleans, levels) = (BitList(), BitList())
        return page
    }

    /// One run: of equal levels repeated, of others packed.
    ///
    /// So no run ever begins between two groups of eight, where readers disagree.
    private var encodedLevels: [UInt8] {
        var bytes: [UInt8] = []
        if nullCount == 0 || nullCount == count {
            bytes.append(base128: UInt64(count) << 1)
            bytes.append(nullCount == 0 ? 1 : 0)
        } else {
            bytes.append(base128: UInt64(levels.bytes.count) << 1 | 1)
            bytes += levels.bytes
        }
        return bytes
    }
}

/// Bits in bytes, the first one lowest; the last byte is filled up with zeros.
private struct BitList {
    private(set) var bytes: [UInt8] = []
    private var count = 0

    mutating func append(_ bit: Bool) {
        if count & 7 == 0 { bytes.append(0) }
        if bit { bytes[bytes.count - 1] |= 1 << UInt8(count & 7) }
        count += 1
    }
}
