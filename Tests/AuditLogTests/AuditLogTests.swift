import AuditLog
import ConnectorTesting
import Foundation
import Interactions
import Testing

/// The log finds whatever was done to it, and survives a crash at any byte.
struct AuditLogTests {
    private struct Body: Codable, Hashable {
        let name: String
        let count: Int
    }

    private let directory: TemporaryDirectory
    private let log: SignedLog
    private static let key = [UInt8](repeating: 7, count: 32)

    init() throws {
        directory = try TemporaryDirectory()
        log = SignedLog(.init(directory: directory.path), key: Self.key)
    }

    private var file: URL { URL(filePath: "\(directory.path)/audit.ndjson") }
    private var head: URL { URL(filePath: "\(directory.path)/audit.head") }

    private func entry(_ number: Int) -> AuditEntry {
        AuditEntry("test", Body(name: "n\(number)/\"é", count: number), at: Timestamp(microseconds: Int64(number)))
    }

    private func names(_ log: SignedLog? = nil) throws -> [Int] {
        var counts: [Int] = []
        try (log ?? self.log).read { record in
            if let body = try? record.body(as: Body.self), body.name == "n\(body.count)/\"é" {
                counts.append(body.count)
            }
        }
        return counts
    }

    @Test func `A record is one line of canonical JSON, signed after the one before`() throws {
        try log.append { [entry(1), entry(2)] }
        // Signatures by Python's hmac module: key derived from "rapport audit log 1", then 32 zero bytes and the line.
        let expected = """
            {"at":"1970-01-01T00:00:00.000001Z","body":{"count":1,"name":"n1/\\"é"},"kind":"test","number":1,\
            "signature":"a34f7b5bea7d944275345f675d457e985e31408679bdbbc6cbbd780fadc334ef"}
            {"at":"1970-01-01T00:00:00.000002Z","body":{"count":2,"name":"n2/\\"é"},"kind":"test","number":2,\
            "signature":"55a5b85de7baa01b96fdfb00222407a3f8ccb562aade37e29243bc4353c88c80"}

            """
        #expect(String(decoding: try Data(contentsOf: file), as: UTF8.self) == expected)
        #expect(try names() == [1, 2])
        let attributes = try [file, head].map { try FileManager.default.attributesOfItem(atPath: $0.path) }
        #expect(attributes.map { $0[.posixPermissions] as? Int } == [0o600, 0o600])
    }

    @Test func `An installation that never wrote has no records, and none are made by reading`() throws {
        #expect(try log.verify().records == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
    }

    @Test func `Every change of every byte is found`() throws {
        try log.append { [entry(1), entry(2)] }
        for url in [file, head] {
            let bytes = try Data(contentsOf: url)
            for index in bytes.indices {
                for flip in [1, 0x20, 0x80] as [UInt8] {
                    var changed = bytes
                    changed[index] ^= flip
                    try changed.write(to: url)
                    #expect(throws: AuditError.self, "\(url.lastPathComponent) \(index)") { try log.verify() }
                }
            }
            try bytes.write(to: url)
        }
        #expect(try log.verify().records == 2)
    }

    @Test func `Records removed, doubled, inserted or moved are found, with the first wrong one's place`() throws {
        try log.append { [entry(1), entry(2), entry(3)] }
        let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { $0 + [UInt8(ascii: "\n")] }
        for order in [[1, 2], [0, 2], [0, 2, 1], [0, 0, 1, 2], [0, 1, 1, 2], [2, 1, 0]] {
            try Data(order.flatMap { lines[$0] }).write(to: file)
            #expect(throws: AuditError.self) { try log.verify() }
        }
        try Data([0, 2].flatMap { lines[$0] }).write(to: file)
        #expect(throws: AuditError.broken(file.path, record: 2, offset: lines[0].count)) { try log.verify() }
    }

    @Test func `A log cut at any byte is found, and so is a head that is gone, foreign or older`() throws {
        try log.append { [entry(1)] }
        let older = try Data(contentsOf: head)
        let first = try Data(contentsOf: file)
        try log.append { [entry(2)] }
        let (bytes, newest) = (try Data(contentsOf: file), try Data(contentsOf: head))
        for length in bytes.indices {
            try bytes.prefix(length).write(to: file)
            #expect(throws: AuditError.cutOff(file.path)) { try log.verify() }
            #expect(throws: AuditError.cutOff(file.path)) { try log.append { [] } }
        }
        try bytes.write(to: file)
        try FileManager.default.removeItem(at: head)
        #expect(throws: AuditError.noHead(head.path)) { try log.verify() }
        #expect(throws: AuditError.noHead(head.path)) { try log.append { [] } }
        try older.write(to: head)
        #expect(try log.verify().records == 2)
        try newest.write(to: head)
        let stranger = SignedLog(.init(directory: directory.path), key: [UInt8](repeating: 8, count: 32))
        #expect(throws: AuditError.badHead(head.path)) { try stranger.verify() }
        // Both rolled back is beyond what the two files can tell; that is why the head belongs elsewhere.
        try older.write(to: head)
        try first.write(to: file)
        #expect(try log.verify().records == 1)
    }

    @Test func `A crash at any byte of an append leaves all records before it, and the next append goes on`() throws {
        try log.append { [entry(1)] }
        let older = try Data(contentsOf: head)
        let start = try Data(contentsOf: file).count
        try log.append { [entry(2), entry(3)] }
        let bytes = try Data(contentsOf: file)
        let second = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        for length in start...bytes.count {
            try bytes.prefix(length).write(to: file)
            try older.write(to: head)
            let survivors = [1] + (length >= second ? [2] : []) + (length == bytes.count ? [3] : [])
            #expect(try names() == survivors)
            try log.append { [entry(9)] }
            #expect(try names() == survivors + [9])
            #expect(try log.verify().unfinishedBytes == 0)
        }
    }

    @Test func `The head can lie elsewhere`() throws {
        let apart = "\(directory.path)/elsewhere.head"
        let log = SignedLog(.init(directory: directory.path, head: apart), key: Self.key)
        try log.append { [entry(1)] }
        #expect(FileManager.default.fileExists(atPath: apart))
        #expect(!FileManager.default.fileExists(atPath: head.path))
        #expect(try names(log) == [1])
    }

    @Test func `Writers that come at once wait for each other`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                let entry = AuditEntry(
                    "test",
                    Body(name: "n\(number)/\"é", count: number),
                    at: Timestamp(microseconds: 0)
                )
                let location = directory.path
                group.addTask {
                    try SignedLog(.init(directory: location), key: Self.key).append { [entry] }
                }
            }
            try await group.waitForAll()
        }
        #expect(try names().sorted() == Array(0..<20))
    }
}
