import ConnectorTesting
import DataFiles
import Foundation
import Testing

@Suite struct KeyFileTests {
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = "\(directory.path)/identity.key"
    }

    private func plant(_ bytes: Int, mode: Int) throws {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: mode]
        try #require(
            FileManager.default.createFile(atPath: path, contents: Data(count: bytes), attributes: attributes)
        )
    }

    @Test func `The first key is random, private and stays`() throws {
        let key = try KeyFile.load(in: directory.path)
        #expect(key.count == 32)
        #expect(Set(key).count > 8)
        #expect(try KeyFile.load(in: directory.path) == key)
        #expect(FileManager.default.contents(atPath: path) == Data(key))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["identity.key"])
        let other = try TemporaryDirectory()
        #expect(try KeyFile.load(in: other.path) != key)
    }

    @Test func `Of many that make the first key at once, all get the same`() async throws {
        let keys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<16 { group.addTask { [path = directory.path] in try KeyFile.load(in: path) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(keys.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["identity.key"])
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o620, 0o601])
    func `A key that others can read or change is refused`(mode: Int) throws {
        try plant(32, mode: mode)
        let error = #expect(throws: StoreError.self) { try KeyFile.load(in: directory.path) }
        #expect(error?.code == .badKey)
    }

    @Test(arguments: [0, 31, 33])
    func `A key of another size is refused and left as it is`(size: Int) throws {
        try plant(size, mode: 0o600)
        let error = #expect(throws: StoreError.self) { try KeyFile.load(in: directory.path) }
        #expect(error?.code == .badKey)
        #expect(FileManager.default.contents(atPath: path)?.count == size)
    }
}
