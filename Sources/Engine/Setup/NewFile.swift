import Glibc

/// A file that is made for its owner alone, and never in place of another.
enum NewFile {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// - Throws: `EngineError` of code `cannotCreate`; what was half written is removed.
    static func write(_ text: String, to path: String) throws(EngineError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno != EEXIST else {
                throw EngineError(.cannotCreate, "'\(path)' is there already, and is not overwritten.")
            }
            throw EngineError(.cannotCreate, "'\(path)' cannot be made (\(String(cString: strerror(errno)))).")
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(path)
            throw EngineError(.cannotCreate, "'\(path)' cannot be written (\(reason)).")
        }
    }
}
