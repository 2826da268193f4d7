import Glibc

/// The folder that holds a tenant's database and key, for its owner only.
struct DataDirectory {
    let path: String

    /// Makes the folder with mode 0700 if it is not there.
    ///
    /// - Throws: `StoreError`.
    init(creating path: String) throws(StoreError) {
        self.path = path
        var parent = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            parent += part + "/"
            if mkdir(parent, 0o700) != 0, errno != EEXIST { throw Self.cannotWrite(parent) }
        }
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw Self.cannotWrite(path) }
    }

    /// - Throws: `StoreError` if there is no such folder.
    init(existing path: String) throws(StoreError) {
        guard access(path, R_OK | X_OK) == 0 else {
            throw StoreError(.cannotWrite, "There is no data directory '\(path)' yet. Run 'rapport sync' first.")
        }
        self.path = path
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Makes an empty file with mode 0600 unless it is there; SQLite gives its side files the same mode.
    func touch(_ name: String) throws(StoreError) {
        let descriptor = open(file(name), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.cannotWrite(file(name)) }
        close(descriptor)
    }

    static func cannotWrite(_ path: String) -> StoreError {
        StoreError(.cannotWrite, "'\(path)' cannot be written (\(String(cString: strerror(errno)))).")
    }
}
