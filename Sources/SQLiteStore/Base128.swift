/// Numbers in seven bits a byte, the lowest first, each byte but the last with its highest bit set.
enum Base128 {
    static func append(_ number: Int64, to bytes: inout [UInt8]) {
        var rest = UInt64(bitPattern: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// The number that begins at `index`, which then stands behind it; cut off, what there is of it.
    static func read(_ bytes: [UInt8], at index: inout Int) -> Int64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while index < bytes.count, shift < 64 {
            number |= UInt64(bytes[index] & 0x7F) << shift
            shift += 7
            index += 1
            if bytes[index - 1] < 0x80 { break }
        }
        return Int64(bitPattern: number)
    }
}
