/// Goes through a text once, and notes where each value begins and ends.
struct JSONScanner {
    private var nodes: [JSONNode] = []
    /// The objects and lists that are not closed yet, as numbers of their nodes.
    private var open: [Int] = []
    private var position = 0

    /// - Throws: `JSONError`.
    mutating func scan(_ text: Span<UInt8>) throws(JSONError) -> [JSONNode] {
        guard text.count < Int(UInt32.max) else { throw JSONError(.tooLarge, at: 0) }
        // Once for the whole text, which is faster than for each string in it.
        do { _ = try UTF8Span(validating: text) } catch {
            throw JSONError(.malformed, at: error.byteOffsets.lowerBound)
        }
        nodes.reserveCapacity(text.count / 16 + 16)
        skipSpace(text)
        while true {
            try value(text)
            if try close(text) { return nodes }
        }
    }

    /// Reads a value, or the beginning of an object or list and what comes before its first value.
    private mutating func value(_ text: Span<UInt8>) throws(JSONError) {
        while true {
            switch byte(text) {
            case UInt8(ascii: "{"):
                try begin(.object)
                skipSpace(text)
                if byte(text) == UInt8(ascii: "}") { return }
                return try nameThenValue(text)
            case UInt8(ascii: "["):
                try begin(.list)
                skipSpace(text)
                if byte(text) == UInt8(ascii: "]") { return }
            case UInt8(ascii: "\""): return try string(text)
            case UInt8(ascii: "t"): return try literal("true", .yes, text)
            case UInt8(ascii: "f"): return try literal("false", .no, text)
            case UInt8(ascii: "n"): return try literal("null", .null, text)
            default: return try number(text)
            }
        }
    }

    private mutating func nameThenValue(_ text: Span<UInt8>) throws(JSONError) {
        guard byte(text) == UInt8(ascii: "\"") else { throw malformed }
        try string(text)
        skipSpace(text)
        guard byte(text) == UInt8(ascii: ":") else { throw malformed }
        position += 1
        skipSpace(text)
        try value(text)
    }

    /// After a value: closes what ends here, up to where the next value begins; true at the end of the text.
    private mutating func close(_ text: Span<UInt8>) throws(JSONError) -> Bool {
        while let container = open.last {
            skipSpace(text)
            let isObject = nodes[container].kind == .object
            switch byte(text) {
            case UInt8(ascii: ",") where nodes.count > container + 1:
                position += 1
                skipSpace(text)
                guard isObject else { return false }
                try nameThenValue(text)
            case isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"):
                position += 1
                nodes[container].end = UInt32(position)
                nodes[container].next = UInt32(nodes.count)
                open.removeLast()
            default: throw malformed
            }
        }
        skipSpace(text)
        guard position == text.count else { throw malformed }
        return true
    }

    private mutating func begin(_ kind: JSONNode.Kind) throws(JSONError) {
        guard open.count < JSONText.deepest else { throw JSONError(.tooDeep, at: position) }
        open.append(nodes.count)
        add(kind, from: position)
        position += 1
    }

    private mutating func add(_ kind: JSONNode.Kind, isEscaped: Bool = false, from start: Int) {
        let (start, next) = (UInt32(start), UInt32(nodes.count + 1))
        nodes.append(JSONNode(kind: kind, isEscaped: isEscaped, start: start, end: UInt32(position), next: next))
    }

    private var malformed: JSONError { JSONError(.malformed, at: position) }
}

// MARK: Scalars

extension JSONScanner {
    /// Zero at the end, which stands nowhere in a text that is well-formed.
    private func byte(_ text: Span<UInt8>) -> UInt8 { position < text.count ? text[position] : 0 }

    private mutating func skipSpace(_ text: Span<UInt8>) {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func string(_ text: Span<UInt8>) throws(JSONError) {
        position += 1
        let start = position
        var isEscaped = false
        while true {
            position = text.endOfPlainText(from: position)
            switch byte(text) {
            case UInt8(ascii: "\""):
                add(.text, isEscaped: isEscaped, from: start)
                position += 1
                return
            case UInt8(ascii: "\\"):
                isEscaped = true
                position += 1
                try escape(text)
            default: throw malformed
            }
        }
    }

    private mutating func escape(_ text: Span<UInt8>) throws(JSONError) {
        switch byte(text) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"):
            position += 1
            for _ in 0..<4 {
                guard byte(text).hexDigit != nil else { throw malformed }
                position += 1
            }
        default: throw malformed
        }
    }

    private mutating func literal(
        _ word: StaticString,
        _ kind: JSONNode.Kind,
        _ text: Span<UInt8>
    ) throws(JSONError) {
        let start = position
        for expected in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
            guard byte(text) == expected else { throw malformed }
            position += 1
        }
        add(kind, from: start)
    }

    private mutating func number(_ text: Span<UInt8>) throws(JSONError) {
        let start = position
        if byte(text) == UInt8(ascii: "-") { position += 1 }
        if byte(text) == UInt8(ascii: "0") { position += 1 } else { try digits(text) }
        if byte(text) == UInt8(ascii: ".") {
            position += 1
            try digits(text)
        }
        if byte(text) | 0x20 == UInt8(ascii: "e") {
            position += 1
            if byte(text) == UInt8(ascii: "+") || byte(text) == UInt8(ascii: "-") { position += 1 }
            try digits(text)
        }
        add(.number, from: start)
    }

    private mutating func digits(_ text: Span<UInt8>) throws(JSONError) {
        guard byte(text).isDigit else { throw malformed }
        while byte(text).isDigit { position += 1 }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    /// What an ASCII digit of a hexadecimal number counts.
    var hexDigit: UInt16? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(self - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(self - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
