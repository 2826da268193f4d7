import Glibc

/// The folder that holds a tenant's database and key, for its owner only.
package struct DataDirectory {
    package let path: String

    /// Makes the folder with mode 0700 if it is not there.
    ///
    /// - Throws: `StoreError`; with code `unsafe` if somebody else can put files into it.
    package init(creating path: String) throws(StoreError) {
        self.path = path
        var parent = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            parent += part + "/"
            if mkdir(parent, 0o700) != 0, errno != EEXIST { throw Self.cannotWrite(parent) }
        }
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw Self.cannotWrite(path) }
        try checkOwner()
    }

    /// - Throws: `StoreError` if there is no such folder, or somebody else can put files into it.
    package init(existing path: String) throws(StoreError) {
        guard access(path, R_OK | X_OK) == 0 else {
            guard errno == EACCES else {
                throw StoreError(.cannotWrite, "There is no data directory '\(path)' yet. Run 'rapport sync' first.")
            }
            throw Self.cannotEnter(path)
        }
        self.path = path
        try checkOwner()
    }

    private func checkOwner() throws(StoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Self.cannotWrite(path) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw StoreError(.cannotWrite, "'\(path)' is not a directory.")
        }
        guard Self.isTrusted(status.st_uid) else { throw Self.belongsToOthers(path) }
        guard status.st_mode & 0o022 == 0 else {
            throw StoreError(.unsafe, "Others can write to '\(path)'. Run: chmod go-w '\(path)'")
        }
    }

    /// Why this user may not enter: it is somebody else's, its owner took the right away, or a folder above is closed.
    private static func cannotEnter(_ path: String) -> StoreError {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return StoreError(
                .unsafe,
                "A folder above '\(path)' cannot be entered. Run this as the user whose data it is, or let your own enter."
            )
        }
        guard status.st_uid == geteuid() else { return belongsToOthers(path) }
        return StoreError(.unsafe, "'\(path)' is your own and may not be entered. Run: chmod u+rwx '\(path)'")
    }

    /// Who else has it, as far as the system says, and how to run as that user.
    private static func belongsToOthers(_ path: String) -> StoreError {
        var status = stat()
        let owner = stat(path, &status) == 0 ? getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) } : nil
        let advice =
            owner.map { "Run this as that user: sudo -u \($0) rapport ..." }
            ?? "Run this as its user, or name a directory of your own under 'dataDirectory'."
        return StoreError(.unsafe, "'\(path)' belongs to \(owner.map { "'\($0)'" } ?? "somebody else"). \(advice)")
    }

    /// Oneself, or root.
    private static func isTrusted(_ user: uid_t) -> Bool { user == 0 || user == geteuid() }

    /// The path of a file in it.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Opens one of the folder's files, nil if it is not there; never follows a link, and never waits for anybody.
    ///
    /// - Throws: `StoreError`; with code `unsafe` for what is no plain file, has a second name, or is somebody else's.
    package func open(_ name: String, _ flags: Int32) throws(StoreError) -> FileDescriptor? {
        let path = file(name)
        let descriptor = Glibc.open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0o600)
        if descriptor < 0 {
            switch errno {
            case ENOENT: return nil
            case ELOOP: throw StoreError(.unsafe, "'\(path)' is a symbolic link. Put the file itself there.")
            case ENXIO, EISDIR: throw StoreError(.unsafe, "'\(path)' is not a plain file.")
            default: throw Self.cannotWrite(path)
            }
        }
        let opened = FileDescriptor(descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.cannotWrite(path) }
        try Self.check(status, path)
        return opened
    }

    private static func check(_ status: stat, _ path: String) throws(StoreError) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFLNK: throw StoreError(.unsafe, "'\(path)' is a symbolic link. Put the file itself there.")
        default: throw StoreError(.unsafe, "'\(path)' is not a plain file.")
        }
        guard isTrusted(status.st_uid) else { throw StoreError(.unsafe, "'\(path)' belongs to somebody else.") }
        guard status.st_nlink < 2 else {
            throw StoreError(.unsafe, "'\(path)' has a second name elsewhere. Put a copy of the file there.")
        }
    }

    /// The rights of a file, nil if it is not there, without opening it: whoever closes a file of a database takes the
    /// locks of all connections of the process from it.
    ///
    /// Nobody else can put another file there meanwhile.
    private func mode(of name: String) throws(StoreError) -> mode_t? {
        var status = stat()
        guard lstat(file(name), &status) == 0 else {
            guard errno == ENOENT else { throw Self.cannotWrite(file(name)) }
            return nil
        }
        try Self.check(status, file(name))
        return status.st_mode
    }

    /// Takes others' rights from all of these files that are there; SQLite gives new side files the mode of the first.
    package func makePrivate(_ names: [String]) throws(StoreError) {
        for name in names {
            guard let mode = try mode(of: name), mode & 0o177 != 0 else { continue }
            guard chmod(file(name), 0o600) == 0 else { throw Self.cannotWrite(file(name)) }
        }
    }

    /// Refuses what `open` refuses, and writes nothing.
    package func check(_ names: [String]) throws(StoreError) {
        for name in names { _ = try mode(of: name) }
    }

    /// Removes those of these files that are there.
    package func remove(_ names: [String]) throws(StoreError) {
        for name in names where unlink(file(name)) != 0 && errno != ENOENT { throw Self.cannotWrite(file(name)) }
    }

    /// Gives a file another name, in place of what had it, so that it survives a power cut.
    package func rename(_ name: String, to other: String) throws(StoreError) {
        guard let opened = try open(name, O_RDONLY), fsync(opened.number) == 0,
            Glibc.rename(file(name), file(other)) == 0
        else { throw Self.cannotWrite(file(name)) }
        try synchronize()
    }

    /// Bytes of a file, nil if it is not there.
    package func size(of name: String) -> Int? {
        var status = stat()
        return stat(file(name), &status) == 0 ? Int(status.st_size) : nil
    }

    /// Makes the names of new files survive a power cut.
    package func synchronize() throws(StoreError) {
        let opened = FileDescriptor(Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        guard opened.number >= 0, fsync(opened.number) == 0 else { throw Self.cannotWrite(path) }
    }

    /// Keeps everybody else who asks for it waiting until the value is gone; only for moments.
    package func lock() throws(StoreError) -> FileDescriptor {
        let opened = FileDescriptor(Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        guard opened.number >= 0, flock(opened.number, LOCK_EX) == 0 else { throw Self.cannotWrite(path) }
        return opened
    }

    /// The refusal of the system, in words.
    package static func cannotWrite(_ path: String) -> StoreError {
        StoreError(.cannotWrite, "'\(path)' cannot be written (\(String(cString: strerror(errno)))).")
    }
}
