package import Foundation

/// A directory that is gone when nobody holds it any more.
package final class TemporaryDirectory: Sendable {
    package let path: String

    package init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "rapport-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// All bytes of all files in it.
    package var bytes: Data {
        get throws { try Self.bytes(in: path) }
    }

    /// All bytes of all files in a directory.
    package static func bytes(in path: String) throws -> Data {
        try FileManager.default.subpathsOfDirectory(atPath: path).reduce(into: Data()) { bytes, name in
            bytes.append(FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data())
        }
    }

    /// Writes a file that only the owner can read, and returns its path.
    package func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        let url = URL(filePath: file)
        try Data(text.utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        return file
    }
}
