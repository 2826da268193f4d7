import AuditLog
import ConnectorTesting
import Foundation
import Interactions
import Testing

/// A thousand ways to tamper with a log, one at a time.
struct MutationTests {
    private static let key = [UInt8](repeating: 7, count: 32)

    @Test func `A thousand random changes are all found`() throws {
        let directory = try TemporaryDirectory()
        let log = SignedLog(.init(directory: directory.path), key: Self.key)
        try log.append { (1...12).map { AuditEntry("test", ["n": $0], at: Timestamp(microseconds: Int64($0))) } }
        let url = URL(filePath: directory.path + "/audit.ndjson")
        let bytes = Array(try Data(contentsOf: url))
        var random = SplitMix64(seed: 42)
        var mutations = 0
        while mutations < 1_000 {
            let changed = Self.mutation(of: bytes, &random)
            guard changed != bytes else { continue }
            mutations += 1
            try Data(changed).write(to: url)
            #expect(throws: AuditError.self, "mutation \(mutations)") { try log.verify() }
        }
        try Data(bytes).write(to: url)
        #expect(try log.verify().records == 12)
    }

    /// Bytes changed, removed or inserted, or whole records moved, doubled, removed or exchanged.
    private static func mutation(of bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        var lines = bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
        let position = Int.random(in: bytes.indices, using: &random)
        let line = Int.random(in: lines.indices, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes[position] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: position)
        case 3: bytes.removeSubrange(position..<min(bytes.count, position + Int.random(in: 1...200, using: &random)))
        case 4: return Array((lines[..<line] + lines[(line + 1)...]).joined())
        case 5:
            lines.insert(lines[line], at: Int.random(in: lines.indices, using: &random))
            return Array(lines.joined())
        case 6:
            lines.swapAt(line, Int.random(in: lines.indices, using: &random))
            return Array(lines.joined())
        default:
            // A record of one's own making, with the signature of another.
            let text = String(decoding: lines[line], as: UTF8.self)
            let forged = text.replacing("{\"n\":", with: "{\"n\":\(Int.random(in: 1...9, using: &random))")
            lines[line] = Array(forged.utf8)
            return Array(lines.joined())
        }
        return bytes
    }
}
