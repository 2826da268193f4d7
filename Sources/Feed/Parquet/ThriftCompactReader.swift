/// Reads what `ThriftCompact` writes: a structure as its fields by their numbers.
struct ThriftCompactReader {
    indirect enum Value {
        case boolean(Bool)
        case number(Int64)
        case binary(ArraySlice<UInt8>)
        case list([Value])
        case structure([Int: Value])
    }

    /// Deeper is none of our files.
    private static let maximumDepth = 16

    private let bytes: ArraySlice<UInt8>
    private var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    /// How many bytes were read.
    var count: Int { place - bytes.startIndex }

    /// The outermost structure, nil if the bytes are none.
    mutating func structure() -> [Int: Value]? { structure(depth: 0) }

    private mutating func structure(depth: Int) -> [Int: Value]? {
        guard depth < Self.maximumDepth else { return nil }
        var fields: [Int: Value] = [:]
        var last = 0
        while let head = byte() {
            if head == 0 { return fields }
            // A field that is far from the one before has its number in full; ours never are.
            guard head >> 4 > 0 else { return nil }
            last += Int(head >> 4)
            let kind = head & 15
            if kind == 1 || kind == 2 {
                fields[last] = .boolean(kind == 1)
            } else {
                guard let value = value(kind, depth) else { return nil }
                fields[last] = value
            }
        }
        return nil
    }

    private mutating func value(_ kind: UInt8, _ depth: Int) -> Value? {
        guard depth < Self.maximumDepth else { return nil }
        switch kind {
        case 4, 5, 6: return unsigned().map { .number(Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1)) }
        case 8:
            guard let count = unsigned(), count <= UInt64(bytes.endIndex - place) else { return nil }
            defer { place += Int(count) }
            return .binary(bytes[place..<(place + Int(count))])
        case 9:
            guard let head = byte() else { return nil }
            guard let count = head >> 4 == 15 ? unsigned() : UInt64(head >> 4), count <= UInt64(bytes.count) else {
                return nil
            }
            var values: [Value] = []
            for _ in 0..<count {
                guard let value = value(head & 15, depth + 1) else { return nil }
                values.append(value)
            }
            return .list(values)
        case 12: return structure(depth: depth + 1).map { .structure($0) }
        default: return nil
        }
    }

    private mutating func byte() -> UInt8? {
        guard place < bytes.endIndex else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func unsigned() -> UInt64? {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while let byte = byte(), shift < 64 {
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        return nil
    }
}

extension ThriftCompactReader.Value? {
    var number: Int64? { if case .number(let value)? = self { value } else { nil } }
    var list: [ThriftCompactReader.Value]? { if case .list(let values)? = self { values } else { nil } }
    var structure: [Int: ThriftCompactReader.Value]? { if case .structure(let one)? = self { one } else { nil } }
    var text: String? { if case .binary(let bytes)? = self { String(decoding: bytes, as: UTF8.self) } else { nil } }
}
