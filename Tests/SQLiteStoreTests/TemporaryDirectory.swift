import Foundation

/// A directory that is gone when nobody holds it any more.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "rapport-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// All bytes of all files in it.
    var bytes: Data {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        return names.reduce(into: Data()) { $0.append(FileManager.default.contents(atPath: "\(path)/\($1)") ?? Data()) }
    }
}
