import Glibc

/// A file that is there whole or not at all: written under another name, made durable, and then renamed.
package final class FeedFile {
    private let path: String
    private let draft: String
    private var descriptor: Int32

    /// - Throws: `FeedError`.
    package init(_ path: String) throws(FeedError) {
        self.path = path
        draft = path + ".partial"
        descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(draft)
    }

    /// - Throws: `FeedError`, for example when the disk is full.
    package func write(_ bytes: [UInt8]) throws(FeedError) {
        try Self.write(bytes[...], to: descriptor, path)
    }

    /// All bytes, in as many calls as it takes.
    ///
    /// - Parameter path: for the error.
    /// - Throws: `FeedError`.
    package static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32, _ path: String) throws(FeedError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw failure(path) }
            rest = rest.dropFirst(written)
        }
    }

    /// Puts the file in its place; without it nothing is left of it.
    ///
    /// - Throws: `FeedError`.
    package func commit() throws(FeedError) {
        guard fsync(descriptor) == 0, close(descriptor) == 0 else { throw Self.failure(path) }
        descriptor = -1
        guard rename(draft, path) == 0 else {
            unlink(draft)
            throw Self.failure(path)
        }
        // A name without a folder is in the one that the process is in.
        try Self.synchronize(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
    }

    /// Makes the names of a folder's files survive a power cut.
    ///
    /// - Throws: `FeedError`.
    package static func synchronize(_ folder: String) throws(FeedError) {
        let directory = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure(folder) }
        defer { close(directory) }
        guard fsync(directory) == 0 || errno == EINVAL else { throw failure(folder) }
    }

    /// The refusal of the system, in words.
    package static func failure(_ path: String) -> FeedError {
        FeedError(.cannotWrite, "'\(path)' cannot be written (\(String(cString: strerror(errno)))).")
    }
}
