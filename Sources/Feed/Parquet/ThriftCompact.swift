/// Writes structures in the compact protocol of Thrift, in which Parquet keeps its headers and its footer.
///
/// <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>
struct ThriftCompact {
    private enum Kind: UInt8 {
        case yes = 1
        case no = 2
        case int32 = 5
        case int64 = 6
        case binary = 8
        case list = 9
        case structure = 12
    }

    private(set) var bytes: [UInt8] = []
    private var lastField: [Int] = [0]

    mutating func add(_ field: Int, _ value: Bool) { begin(field, value ? .yes : .no) }

    mutating func add(_ field: Int, _ value: Int32) {
        begin(field, .int32)
        append(zigzag: Int64(value))
    }

    mutating func add(_ field: Int, _ value: Int64) {
        begin(field, .int64)
        append(zigzag: value)
    }

    mutating func add(_ field: Int, _ text: String) {
        begin(field, .binary)
        append(text)
    }

    mutating func add(_ field: Int, _ body: (inout Self) -> Void) {
        begin(field, .structure)
        structure(body)
    }

    mutating func add<Element>(
        _ field: Int,
        structures elements: some Collection<Element>,
        _ body: (inout Self, Element) -> Void
    ) {
        beginList(field, .structure, elements.count)
        for element in elements { structure { body(&$0, element) } }
    }

    mutating func add(_ field: Int, numbers: [Int32]) {
        beginList(field, .int32, numbers.count)
        for number in numbers { append(zigzag: Int64(number)) }
    }

    mutating func add(_ field: Int, texts: [String]) {
        beginList(field, .binary, texts.count)
        for text in texts { append(text) }
    }

    /// Ends the outermost structure.
    mutating func end() { bytes.append(0) }

    private mutating func structure(_ body: (inout Self) -> Void) {
        lastField.append(0)
        body(&self)
        lastField.removeLast()
        bytes.append(0)
    }

    private mutating func beginList(_ field: Int, _ kind: Kind, _ count: Int) {
        begin(field, .list)
        guard count >= 15 else { return bytes.append(UInt8(count) << 4 | kind.rawValue) }
        bytes.append(0xF0 | kind.rawValue)
        append(UInt64(count))
    }

    private mutating func begin(_ field: Int, _ kind: Kind) {
        // Fields come in their order, less than 16 apart.
        bytes.append(UInt8(field - lastField[lastField.count - 1]) << 4 | kind.rawValue)
        lastField[lastField.count - 1] = field
    }

    private mutating func append(_ text: String) {
        append(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(zigzag value: Int64) { append(UInt64(bitPattern: value << 1 ^ value >> 63)) }

    private mutating func append(_ value: UInt64) { bytes.append(base128: value) }
}

extension [UInt8] {
    /// Seven bits in each byte, least significant first; the eighth says that more follow.
    mutating func append(base128 value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}
