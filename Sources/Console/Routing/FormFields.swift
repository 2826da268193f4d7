import HTTPTypes

/// Names and values of a query or of a form, as browsers encode them (WHATWG URL, application/x-www-form-urlencoded).
struct FormFields: Sendable {
    private var values: [String: [String]] = [:]

    init() {}

    /// - Throws: `Problem` for what is not UTF-8, or not encoded.
    init(_ bytes: some Collection<UInt8>) throws(Problem) {
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = try parts.count == 2 ? Self.decoded(parts[1]) : ""
            values[try Self.decoded(parts[0]), default: []].append(value)
        }
    }

    /// Of all that came, sorted.
    var names: [String] { values.keys.sorted() }

    /// The first value, nil if there is none or it is empty.
    subscript(name: String) -> String? { values[name]?.first { !$0.isEmpty } }

    /// Whether a name came without a value; browsers send those of fields that were left empty.
    var hasEmpty: Bool { values.values.contains { $0.contains("") } }

    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// - Throws: `Problem` if what is given is no whole number within the bounds.
    func number(_ name: String, in bounds: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = self[name] else { return nil }
        let isDigits = text.utf8.count <= 9 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isDigits, let number = Int(text), bounds.contains(number) else {
            throw Problem(
                .badRequest,
                "'\(name)' must be a whole number from \(bounds.lowerBound) to \(bounds.upperBound)."
            )
        }
        return number
    }

    /// - Throws: `Problem` if what is given is none of the choices.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        of type: Choice.Type
    ) throws(Problem) -> Choice? {
        guard let text = self[name] else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.badRequest, "'\(name)' must be one of: \(names).")
        }
        return choice
    }

    private static func decoded(_ bytes: some Collection<UInt8>) throws(Problem) -> String {
        var plain: [UInt8] = []
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else {
                    throw Problem(.badRequest, "The query or the form is not encoded as browsers do it.")
                }
                plain.append(high << 4 | low)
            default: plain.append(byte)
            }
        }
        guard let text = String(validating: plain, as: UTF8.self), !text.utf8.contains(0) else {
            throw Problem(.badRequest, "The query or the form is not UTF-8.")
        }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// A value for the place after an equals sign.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
