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
        // Of two at a time one makes it.
        let lock = try directory.lock()
        defer { withExtendedLifetime(lock) {} }
        if let key = try read(in: directory) { return key }
        try create(in: directory)
        guard let key = try read(in: directory) else { throw DataDirectory.cannotWrite(directory.path) }
        return key
    }

    /// Puts the key of a backup into `directory`, which has the same or none.
    ///
    /// - Throws: `StoreError` of code `badKey` if there is another.
    package static func restore(_ key: [UInt8], in directory: String) throws(StoreError) {
        let place = try DataDirectory(creating: directory)
        let lock = try place.lock()
        defer { withExtendedLifetime(lock) {} }
        guard let own = try read(in: place) else { return try write(key, in: place) }
        guard own == key else {
            throw StoreError(.badKey, "'\(directory)' has another key than the backup. Restore into another directory.")
        }
    }

    /// The key of `directory`, nil if none was made yet; writes nothing.
    ///
    /// - Throws: `StoreError`, as `load` does; also if the key is missing although there is what was made with it.
    package static func existing(in directory: String) throws(StoreError) -> [UInt8]? {
        // Asked before the key is looked for: another process may be making both.
        let isInUse = madeWithKey.contains { access("\(directory)/\($0)", F_OK) == 0 }
        guard access(directory, F_OK) == 0 else { return nil }
        let place = try DataDirectory(existing: directory)
        if let key = try read(in: place) { return key }
        guard !isInUse else {
            let path = place.file(name)
            throw StoreError(.badKey, "'\(path)' is missing, and nothing here can be used without it. Restore it.")
        }
        return nil
    }

    private static func read(in directory: DataDirectory) throws(StoreError) -> [UInt8]? {
        guard let opened = try directory.open(name, O_RDONLY) else { return nil }
        let path = directory.file(name)
        var status = stat()
        var bytes = [UInt8](repeating: 0, count: length + 1)
        guard fstat(opened.number, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw StoreError(.badKey, "Others can read '\(path)'. Run: chmod 600 '\(path)'")
        }
        guard Glibc.read(opened.number, &bytes, length + 1) == length else {
            throw StoreError(.badKey, "'\(path)' does not hold a key of \(length) bytes. Restore it from a backup.")
        }
        return Array(bytes.prefix(length))
    }

    /// Writes beside, then renames: a process killed half-way leaves no short key behind.
    private static func create(in directory: DataDirectory) throws(StoreError) {
        var random = SystemRandomNumberGenerator()
        try write((0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }, in: directory)
    }

    private static func write(_ key: [UInt8], in directory: DataDirectory) throws(StoreError) {
        var random = SystemRandomNumberGenerator()
        let draft = "\(name).\(UInt64.random(in: .min ... .max, using: &random))"
        guard let opened = try directory.open(draft, O_WRONLY | O_CREAT | O_EXCL),
            Glibc.write(opened.number, key, length) == length
        else { throw DataDirectory.cannotWrite(directory.file(draft)) }
        try directory.rename(draft, to: name)
    }
}
