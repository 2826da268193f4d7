import Foundation
import JSONStream
import Testing

/// Foundation's reader, which shares no line with ours, is the judge of texts that a seed makes and spoils.
struct OracleTests {
    private static let seed = ProcessInfo.processInfo.environment["RAPPORT_SEED"].flatMap { UInt64($0) } ?? 1
    /// The long run is a matter of `make torture`.
    private static let count = ProcessInfo.processInfo.environment["RAPPORT_TORTURE"] == nil ? 3_000 : 3_000_000

    @Test func `Random texts, whole and spoiled, are read as Foundation reads them`() throws {
        var random = SplitMix(state: Self.seed)
        for _ in 0..<Self.count {
            var bytes = Array(random.text(depth: 0).utf8)
            for _ in 0..<Int.random(in: 0...2, using: &random) { random.spoil(&bytes) }
            let ours = try? Tree(JSONText(bytes).root)
            let theirs = try? JSONDecoder().decode(Tree.self, from: Data(bytes))
            // Half a surrogate pair, a number that no Double can hold, and a zero with an exponent, which RFC 8259 has,
            // are all that we read and they refuse.
            if ours != theirs, !(theirs == nil && ours?.isMore == true) {
                Issue.record("seed \(Self.seed): \(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }
}

/// A whole text, by either reader.
private enum Tree: Hashable, Decodable {
    case null, flag(Bool), number(Double), text([UInt8]), list([Tree]), object([String: Tree])

    init(_ value: JSONValue) {
        self =
            if let flag = value.flag {
                .flag(flag)
            } else if let text = value.string {
                .text(Array(text.utf8))
            } else if let number = value.number {
                .number(Double(number) ?? .nan)
            } else if let elements = value.elements {
                .list(elements.map { Tree($0) })
            } else if let members = value.members {
                .object(Dictionary(members.map { ($0.name, Tree($0.value)) }) { _, last in last })
            } else {
                .null
            }
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        self =
            if value.decodeNil() {
                .null
            } else if let flag = try? value.decode(Bool.self) {
                .flag(flag)
            } else if let number = try? value.decode(Double.self) {
                .number(number)
            } else if let text = try? value.decode(String.self) {
                .text(Array(text.utf8))
            } else if let list = try? value.decode([Tree].self) {
                .list(list)
            } else {
                .object(try value.decode([String: Tree].self))
            }
    }

    /// Whether anything in it is what Foundation does not read.
    var isMore: Bool {
        switch self {
        case .null, .flag: false
        case .number(let number): number.isInfinite || number.isZero
        case .text(let bytes): String(decoding: bytes, as: UTF8.self).unicodeScalars.contains("\u{FFFD}")
        case .list(let list): list.contains(where: \.isMore)
        case .object(let members): members.contains { $0.value.isMore || $0.key.unicodeScalars.contains("\u{FFFD}") }
        }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private mutating func one(of choices: [String]) -> String { choices.randomElement(using: &self) ?? "" }

    mutating func text(depth: Int) -> String {
        let count = Int.random(in: 0...3, using: &self)
        return switch Int.random(in: depth > 4 ? 2...5 : 0...5, using: &self) {
        case 0:
            "{"
                + (0..<count).map { #"\#(one(of: ["", " "]))"k\#($0)":\#(text(depth: depth + 1))"# }.joined(
                    separator: ","
                ) + "}"
        case 1: "[" + (0..<count).map { _ in text(depth: depth + 1) }.joined(separator: one(of: [",", " ,\n"])) + "]"
        case 2: one(of: ["0", "-1", "1.5", "1e3", "-2.50E-2", "12345678", "100000000000000000000"])
        case 3: one(of: ["true", "false", "null"])
        default:
            #"""#
                + (0..<count).map { _ in
                    one(of: ["abcdefgh", "é", "😀", #"\n"#, #"\""#, #"\u00e9"#, #"\ud83d\ude00"#, #"\/"#])
                }
                .joined() + #"""#
        }
    }

    /// Changes, takes away or puts in one byte.
    mutating func spoil(_ bytes: inout [UInt8]) {
        let interesting = Array(#"{}[]",:\u0123eE+-. truefalsn"#.utf8) + [0x00, 0x1F, 0x7F, 0x80, 0xC3, 0xFF]
        let byte = interesting.randomElement(using: &self) ?? 0
        let position = Int.random(in: 0...bytes.count, using: &self)
        switch Int.random(in: 0...2, using: &self) {
        case 0: bytes.insert(byte, at: position)
        case 1 where position < bytes.count: bytes[position] = byte
        case 2 where position < bytes.count: bytes.remove(at: position)
        default: break
        }
    }
}
