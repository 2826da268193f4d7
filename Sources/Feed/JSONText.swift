/// A small JSON document, its fields in their order.
package indirect enum JSONText: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case text(String)
    case list([JSONText])
    case object([(String, JSONText)])
    /// JSON that is written already.
    case raw(String)

    /// In one line, or with two blanks for each level.
    package func description(isIndented: Bool = false) -> String {
        var lines = JSONLines()
        write(to: &lines, isIndented ? 0 : nil)
        return String(decoding: lines.bytes, as: UTF8.self)
    }

    private func write(to lines: inout JSONLines, _ level: Int?) {
        switch self {
        case .null: lines.appendNull()
        case .boolean(let value): lines.append(value)
        case .integer(let value): lines.append(value)
        case .text(let value): lines.append(value)
        case .raw(let value): lines.append(Array(value.utf8))
        case .list(let values):
            // Lists are short: they stay in their line.
            lines.append(Array("[".utf8))
            for (index, value) in values.enumerated() {
                if index > 0 { lines.append(Array((level == nil ? "," : ", ").utf8)) }
                value.write(to: &lines, level)
            }
            lines.append(Array("]".utf8))
        case .object(let fields):
            let inner = level.map { $0 + 1 }
            lines.append(Array("{".utf8))
            for (index, field) in fields.enumerated() {
                if index > 0 { lines.append(Array(",".utf8)) }
                lines.append(Self.lineEnd(inner))
                lines.append(field.0)
                lines.append(Array((level == nil ? ":" : ": ").utf8))
                field.1.write(to: &lines, inner)
            }
            if !fields.isEmpty { lines.append(Self.lineEnd(level)) }
            lines.append(Array("}".utf8))
        }
    }

    private static func lineEnd(_ level: Int?) -> [UInt8] {
        level.map { Array(("\n" + String(repeating: "  ", count: $0)).utf8) } ?? []
    }

    package static func == (left: Self, right: Self) -> Bool { left.description() == right.description() }
    package func hash(into hasher: inout Hasher) { hasher.combine(description()) }
}
