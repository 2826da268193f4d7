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

    /// Makes the first file with mode 0600 unless it is there, and takes others' rights from all that are; SQLite gives
    /// new side files the mode of the first.
    func makePrivate(_ names: [String]) throws(StoreError) {
        for (index, name) in names.enumerated() {
            let path = file(name)
            let descriptor = open(path, O_RDWR | O_CLOEXEC | (index == 0 ? O_CREAT : 0), 0o600)
            if descriptor < 0, errno == ENOENT { continue }
            guard descriptor >= 0 else { throw Self.cannotWrite(path) }
            defer { close(descriptor) }
            guard fchmod(descriptor, 0o600) == 0 else { throw Self.cannotWrite(path) }
        }
    }

    /// Makes the names of new files survive a power cut.
    func synchronize() throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.cannotWrite(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.cannotWrite(path) }
    }

    static func cannotWrite(_ path: String) -> StoreError {
        StoreError(.cannotWrite, "'\(path)' cannot be written (\(String(cString: strerror(errno)))).")
    }
}
