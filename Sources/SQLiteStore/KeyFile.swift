import Glibc

/// The secret that the identifiers of a data directory are made with; lost, every identifier changes.
package enum KeyFile {
    private static let name = "identity.key"
    private static let length = 32
    private static let madeWithKey = ["rapport.sqlite", "audit.ndjson", "audit.head"]

    /// The key of `directory`, made from the system's randomness the first time.
    ///
    /// - Throws: `StoreError`; a key that others can read or that has another size is refused, not replaced.
    package static func load(in directory: String) throws(StoreError) -> [UInt8] {
        if let key = try existing(in: directory) { return key }
        let directory = try DataDirectory(creating: directory)
        try create(directory.file(name), in: directory)
        guard let key = try existing(in: directory.path) else { throw DataDirectory.cannotWrite(directory.path) }
        return key
    }

    /// The key of `directory`, nil if none was made yet; writes nothing.
    ///
    /// - Throws: `StoreError`, as `load` does; also if the key is missing although there is what was made with it.
    package static func existing(in directory: String) throws(StoreError) -> [UInt8]? {
        let path = directory + "/" + name
        // Asked before the key is looked for: another process may be making both.
        let isInUse = madeWithKey.contains { access("\(directory)/\($0)", F_OK) == 0 }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT || errno == ENOTDIR {
            guard !isInUse else {
                throw StoreError(.badKey, "'\(path)' is missing, and nothing here can be used without it. Restore it.")
            }
            return nil
        }
        guard descriptor >= 0 else { throw DataDirectory.cannotWrite(path) }
        defer { close(descriptor) }
        var status = stat()
        var bytes = [UInt8](repeating: 0, count: length + 1)
        guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw StoreError(.badKey, "Others can read '\(path)'. Run: chmod 600 '\(path)'")
        }
        guard read(descriptor, &bytes, length + 1) == length else {
            throw StoreError(.badKey, "'\(path)' does not hold a key of \(length) bytes. Restore it from a backup.")
        }
        return Array(bytes.prefix(length))
    }

    /// Writes beside, then links: a process killed half-way leaves no short key behind, and of two at a time one wins.
    private static func create(_ path: String, in directory: DataDirectory) throws(StoreError) {
        var random = SystemRandomNumberGenerator()
        let key = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let draft = "\(path).\(UInt64.random(in: .min ... .max, using: &random))"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DataDirectory.cannotWrite(draft) }
        defer {
            close(descriptor)
            unlink(draft)
        }
        guard write(descriptor, key, length) == length, fsync(descriptor) == 0,
            link(draft, path) == 0 || errno == EEXIST
        else { throw DataDirectory.cannotWrite(path) }
        try directory.synchronize()
    }
}
