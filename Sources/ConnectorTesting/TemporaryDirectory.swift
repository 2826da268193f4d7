package import Foundation
import Glibc

/// A directory that is gone when nobody holds it any more.
package final class TemporaryDirectory: Sendable {
    /// Where it lies.
    package enum Place: Sendable {
        /// Where nothing waits for a disk; on the disk where the machine has no room for that.
        case memory
        /// Where files of a real installation lie, for whoever measures.
        case disk
    }

    package let path: String

    package init(in place: Place = .memory) throws {
        let url = Self.parent(place).appending(path: "rapport-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    /// A container's share of memory is often too small for databases.
    private static let hasRoomInMemory: Bool = {
        var space = statvfs()
        guard access("/dev/shm", W_OK | X_OK) == 0, statvfs("/dev/shm", &space) == 0 else { return false }
        return UInt64(space.f_bavail) * UInt64(space.f_frsize) > 4 << 30
    }()

    private static func parent(_ place: Place) -> URL {
        place == .memory && hasRoomInMemory ? URL(filePath: "/dev/shm") : FileManager.default.temporaryDirectory
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
