import DataFiles
import Feed
import FoundationEssentials
import Glibc
import Interactions

/// The positions of named consumers: a file each, in a folder of the data directory.
///
/// Not in the store, which has one writer: a consumer is served while that reads, and each by a process of its own.
struct ConsumerBook {
    private static let ending = ".json"
    private let directory: String
    private let path: String

    init(in directory: String) {
        self.directory = directory
        path = directory + "/consumers"
    }

    /// - Returns: all that something was delivered to.
    /// - Throws: `StoreError` where nobody may look: that is not the same as none.
    func names() throws(StoreError) -> [ConsumerName] {
        if access(path, F_OK) != 0, errno == EACCES { _ = try DataDirectory(existing: directory) }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return files.filter { $0.hasSuffix(Self.ending) }
            .compactMap { ConsumerName(String($0.dropLast(Self.ending.count))) }.sorted()
    }

    /// Nil for a consumer that nothing was delivered to.
    ///
    /// - Throws: `FeedError` or `StoreError`.
    func position(of name: ConsumerName) throws -> ConsumerPosition? {
        let file = file(name)
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        // Also refuses what somebody else put there.
        try DataDirectory(existing: path).check([name.text + Self.ending])
        guard let data = FileManager.default.contents(atPath: file) else {
            throw FeedError(.badState, "It cannot be read.")
        }
        return try ConsumerPosition(json: data)
    }

    /// Whole or not at all, also when the power fails.
    ///
    /// - Throws: `FeedError`.
    func keep(_ position: ConsumerPosition, of name: ConsumerName) throws {
        let file = try FeedFile(file(name))
        try file.write(try position.json)
        try file.commit()
    }

    /// Whether there was one.
    ///
    /// - Throws: `StoreError`.
    func forget(_ name: ConsumerName) throws -> Bool {
        guard FileManager.default.fileExists(atPath: file(name)) else { return false }
        try DataDirectory(existing: path).remove([name.text + Self.ending])
        return true
    }

    /// Keeps every other process from serving the consumer until the value is gone.
    ///
    /// - Throws: `EngineError` of code `busy`, or `StoreError`.
    func lock(_ name: ConsumerName) throws -> FileLock {
        let directory = try DataDirectory(creating: path)
        guard let opened = try directory.open(name.text + ".lock", O_RDWR | O_CREAT) else {
            throw DataDirectory.cannotWrite(path)
        }
        guard let lock = FileLock(opened) else {
            throw EngineError(.busy, "Another process is delivering to '\(name)'. Wait for it to end.")
        }
        return lock
    }

    private func file(_ name: ConsumerName) -> String { "\(path)/\(name.text)\(Self.ending)" }
}
