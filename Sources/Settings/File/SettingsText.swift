import Interactions

/// Reads JSON (RFC 8259) with the line of every value, because whoever made a mistake looks for its line.
///
/// Objects become names with dots, `ews.url`.
struct SettingsText {
    /// A value where the text has one.
    struct Entry: Hashable {
        let key: String
        let value: SettingValue
        let line: Int
    }

    /// Where the text stops being JSON.
    struct Fault: Error, Hashable {
        let line: Int
        let expected: String
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var entries: [Entry] = []
    private static let deepest = 32

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The values of one object, in the order of the text, doubles included.
    static func entries(of bytes: [UInt8]) throws(Fault) -> [Entry] {
        // What Windows editors put in front.
        var text = SettingsText(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes)
        text.skipSpace()
        try text.object(named: "", depth: 0)
        text.skipSpace()
        guard text.next == nil else { throw text.fault("nothing behind the object's end") }
        return text.entries
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(_ expected: String) -> Fault { Fault(line: line, expected: expected) }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    private mutating func take(_ byte: Character, or expected: String) throws(Fault) {
        guard next == byte.asciiValue else { throw fault(expected) }
        position += 1
    }

    private mutating func object(named name: String, depth: Int) throws(Fault) {
        guard depth < Self.deepest else { throw fault("fewer objects in one another") }
        try take("{", or: "an object of settings, in braces")
        skipSpace()
        if next == UInt8(ascii: "}") {
            position += 1
            return
        }
        while true {
            let keyLine = line
            guard next == UInt8(ascii: "\"") else { throw fault("a setting's name in double quotes") }
            let key = name + (try string())
            skipSpace()
            try take(":", or: "a colon behind '\(ShownValue.harmless(key))'")
            skipSpace()
            if next == UInt8(ascii: "{") {
                try object(named: key + ".", depth: depth + 1)
            } else {
                entries.append(Entry(key: key, value: try value(depth: depth + 1), line: keyLine))
            }
            skipSpace()
            if next == UInt8(ascii: "}") { break }
            try take(",", or: "a comma or a closing brace behind '\(ShownValue.harmless(key))'")
            skipSpace()
        }
        position += 1
    }

    private mutating func value(depth: Int) throws(Fault) -> SettingValue {
        switch next {
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "["): return .list(try list(depth: depth))
        case UInt8(ascii: "{"):
            // In a list, where no setting has one; it is only passed over.
            let known = entries.count
            try object(named: "", depth: depth)
            entries.removeLast(entries.count - known)
            return .object
        default: return try word()
        }
    }

    private mutating func list(depth: Int) throws(Fault) -> [SettingValue] {
        guard depth < Self.deepest else { throw fault("fewer lists in one another") }
        position += 1
        skipSpace()
        var values: [SettingValue] = []
        while next != UInt8(ascii: "]") {
            if !values.isEmpty {
                try take(",", or: "a comma or a closing bracket")
                skipSpace()
            }
            values.append(try value(depth: depth + 1))
            skipSpace()
        }
        position += 1
        return values
    }

    /// A number, `true`, `false` or `null`.
    private mutating func word() throws(Fault) -> SettingValue {
        let start = position
        while let byte = next, byte > 0x20, !Array(",:]}[{\"".utf8).contains(byte) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "null": return .null
        default:
            guard Self.isNumber(bytes[start..<position]) else { throw fault("a value; texts stand in double quotes") }
            return .number(word)
        }
    }

    private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        func digits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest.dropFirst(digits.count)
            return digits
        }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let whole = digits(&rest)
        guard !whole.isEmpty, whole.count == 1 || whole.first != 0x30 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard !digits(&rest).isEmpty else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard !digits(&rest).isEmpty else { return false }
        }
        return rest.isEmpty
    }

    private mutating func string() throws(Fault) -> String {
        position += 1
        var units: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: units, as: UTF8.self) else { throw fault("text in UTF-8") }
                return text
            case UInt8(ascii: "\\"): units += Array(String(try escaped()).utf8)
            case 0..<0x20: throw fault("a closing quote in the same line")
            default: units.append(byte)
            }
        }
        throw fault("a closing quote")
    }

    private mutating func escaped() throws(Fault) -> Unicode.Scalar {
        guard let byte = next else { throw fault("a closing quote") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try unit()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            guard unit < 0xDC00, bytes[position...].starts(with: Array("\\u".utf8)) else { break }
            position += 2
            let low = try self.unit()
            guard (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            else { break }
            return scalar
        default: break
        }
        throw fault("an escape that JSON has; a backslash itself is written twice")
    }

    private mutating func unit() throws(Fault) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits behind \\u") }
        position += 4
        return unit
    }
}
