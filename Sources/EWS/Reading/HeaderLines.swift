/// The fields of a mail's header, one after the other (RFC 5322 §2.2), with their names in lower case.
///
/// Lines are unfolded; what is no field is left out, as the line is with which mail boxes begin.
struct HeaderLines: Sequence, IteratorProtocol {
    /// Real headers stay far below; what is longer is somebody's attack.
    private static let longest = 131_072

    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8.prefix(Self.longest)
    }

    mutating func next() -> (name: String, value: String)? {
        while !rest.isEmpty {
            let field = takeField()
            guard let colon = field.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = field[..<colon].reversed().drop { $0 <= 0x20 }.reversed()
            // RFC 5322 §3.6.8: what is printed, and no space.
            guard !name.isEmpty, name.allSatisfy({ (0x21...0x7E).contains($0) }) else { continue }
            let value = field[(colon + 1)...].drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
            guard !value.isEmpty else { continue }
            return (
                String(decoding: name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self),
                String(decoding: Array(value), as: UTF8.self)
            )
        }
        return nil
    }

    /// Up to the first line end that no space follows; a line end within becomes nothing.
    private mutating func takeField() -> [UInt8] {
        var field: [UInt8] = []
        while let byte = rest.popFirst() {
            guard byte == 0x0A || byte == 0x0D else {
                field.append(byte)
                continue
            }
            if byte == 0x0D, rest.first == 0x0A { _ = rest.popFirst() }
            guard let next = rest.first, next == 0x20 || next == 0x09 else { return field }
        }
        return field
    }
}
