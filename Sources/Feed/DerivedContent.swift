package import Interactions

/// What a row of a derived stream says: the values of `FeedStream.content`, and the bytes in which a store keeps them.
package struct DerivedContent: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case null
        case integer(Int)
        case boolean(Bool)
        case hash(KeyedHash)
        case text(String)
        case instant(Timestamp)
    }

    package private(set) var values: [Value] = []

    package init() {}

    package mutating func add(_ value: Int?) { values.append(value.map { .integer($0) } ?? .null) }
    package mutating func add(_ value: Int64?) { add(value.map { Int($0) }) }
    package mutating func add(_ value: Bool) { values.append(.boolean(value)) }
    package mutating func add(_ value: KeyedHash?) { values.append(value.map { .hash($0) } ?? .null) }
    package mutating func add(_ value: String?) { values.append(value.map { .text($0) } ?? .null) }
    package mutating func add(_ value: Timestamp?) { values.append(value.map { .instant($0) } ?? .null) }

    package mutating func add(_ value: CRMReference?) {
        add(value?.table.rawValue)
        add(value?.id)
    }

    // MARK: Bytes

    /// For each value a byte that says what it is, then eight bytes of a number, sixteen of a hash, or a text after
    /// its length in four; least significant first.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for value in values {
            switch value {
            case .null: bytes.append(0)
            case .integer(let number): Self.append(1, number, to: &bytes)
            case .boolean(let isSo): bytes.append(isSo ? 3 : 2)
            case .hash(let hash): bytes += [4] + hash.bytes
            case .text(let text):
                bytes.append(5)
                withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
                bytes += text.utf8
            case .instant(let instant): Self.append(6, Int(instant.microseconds), to: &bytes)
            }
        }
        return bytes
    }

    private static func append(_ mark: UInt8, _ number: Int, to bytes: inout [UInt8]) {
        bytes.append(mark)
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Nil if these are not the bytes of any content.
    package init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func number(_ count: Int) -> UInt64? {
            take(count).map { $0.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        }
        while let mark = rest.popFirst() {
            switch mark {
            case 0: values.append(.null)
            case 2, 3: values.append(.boolean(mark == 3))
            case 1, 6:
                guard let number = number(8).map({ Int(truncatingIfNeeded: $0) }) else { return nil }
                values.append(mark == 1 ? .integer(number) : .instant(Timestamp(microseconds: Int64(number))))
            case 4:
                guard let hash = take(16).flatMap({ KeyedHash(bytes: $0) }) else { return nil }
                values.append(.hash(hash))
            case 5:
                guard let count = number(4), let text = take(Int(count)) else { return nil }
                values.append(.text(String(decoding: text, as: UTF8.self)))
            default: return nil
            }
        }
    }
}
