import ConnectorTesting
import DataFiles
import Foundation
import Testing

/// What is said of a data directory that cannot be used.
struct DataDirectoryTests {
    @Test func `One that is not there yet is told from one that is closed`() throws {
        let parent = try TemporaryDirectory()
        let error = try #require(throws: StoreError.self) { try DataDirectory(existing: parent.path + "/data") }
        #expect(error.description.contains("There is no data directory"))
    }

    // No mode keeps root out.
    @Test(.enabled(if: geteuid() != 0))
    func `Who closed one's own is told to open it, and not to be somebody else`() throws {
        let parent = try TemporaryDirectory()
        let path = parent.path + "/data"
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0]
        )
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path) }
        let error = try #require(throws: StoreError.self) { try DataDirectory(existing: path) }
        #expect(error.description.contains("chmod u+rwx '\(path)'"))
    }
}
