import DataFiles
import GRDB
import Glibc
package import Interactions

/// One file that holds a whole installation: a copy of the database, and beside its tables the key and the log.
package struct BackupFile: Sendable {
    /// What belongs to the database, and is not in it.
    package struct Contents: Sendable {
        package var key: [UInt8]
        package var log: [UInt8]
        package var head: [UInt8]

        package init(key: [UInt8], log: [UInt8], head: [UInt8]) {
            self.key = key
            self.log = log
            self.head = head
        }
    }

    private let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// Reads what is beside the database.
    ///
    /// - Throws: `StoreError` of code `foreign` if it is no backup.
    package func contents() throws -> Contents {
        do {
            let parts = try open(isReadOnly: true).read { db in
                let identity = try Int.fetchOne(db, sql: "PRAGMA application_id")
                guard identity == Schema.applicationID else { return [String: [UInt8]]() }
                let rows = try RawStatement(db, "SELECT name, content FROM backup")
                    .all({ _ in }) { ($0.text(0) ?? "", $0.blob(1)) }
                return Dictionary(rows) { first, _ in first }
            }
            guard let key = parts["key"], let log = parts["log"], let head = parts["head"] else { throw foreign }
            return Contents(key: key, log: log, head: head)
        } catch is DatabaseError {
            throw foreign
        }
    }

    /// Puts the database alone into a directory, which is made.
    ///
    /// - Throws: `StoreError`, or `DatabaseError`.
    package func stage(in directory: String) throws {
        let place = try DataDirectory(creating: directory)
        try place.remove(DatabaseFile.names)
        let target = place.file(DatabaseFile.main)
        guard try place.open(DatabaseFile.main, O_RDWR | O_CREAT | O_EXCL) != nil else {
            throw DataDirectory.cannotWrite(target)
        }
        try open(isReadOnly: true).writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [target]) }
        let queue = try DatabaseQueue(path: target)
        try queue.write { try $0.execute(sql: "DROP TABLE backup") }
        try queue.close()
    }

    /// Puts a staged database in the place of the one in `directory`, if nobody writes to that.
    ///
    /// - Throws: `StoreError`.
    package static func install(from staged: String, in directory: String) throws {
        let place = try DataDirectory(creating: directory)
        let lock = try WriterLock(in: place)
        defer { withExtendedLifetime(lock) {} }
        // What is left beside a database would be taken for its own.
        try place.remove(DatabaseFile.names.filter { $0 != DatabaseFile.main })
        guard rename("\(staged)/\(DatabaseFile.main)", place.file(DatabaseFile.main)) == 0 else {
            throw DataDirectory.cannotWrite(place.file(DatabaseFile.main))
        }
        try place.synchronize()
    }

    private func open(isReadOnly: Bool) throws -> DatabaseQueue {
        guard access(path, R_OK) == 0 else {
            throw StoreError(.foreign, "The backup '\(path)' cannot be read (\(String(cString: strerror(errno)))).")
        }
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private var foreign: StoreError {
        StoreError(.foreign, "'\(path)' is no backup of rapport. Name a file that 'rapport backup' made.")
    }
}

extension SQLiteInteractionStore {
    /// Writes a backup, consistent although others write meanwhile.
    ///
    /// - Parameter contents: read after the database, so that the log is never behind it.
    /// - Throws: `StoreError` of code `cannotWrite`, also if the file is there already, or what `contents` throws.
    package func backUp(to path: String, contents: () throws -> BackupFile.Contents) throws {
        guard access(path, F_OK) != 0 else {
            throw StoreError(.cannotWrite, "'\(path)' is there already. Name a file that is not.")
        }
        let draft = path + ".part"
        unlink(draft)
        let descriptor = FileDescriptor(open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600))
        guard descriptor.number >= 0 else { throw DataDirectory.cannotWrite(path) }
        do {
            try pool.unsafeRead { try $0.execute(sql: "VACUUM INTO ?", arguments: [draft]) }
            let contents = try contents()
            let queue = try DatabaseQueue(path: draft)
            try queue.write { db in
                try db.execute(sql: "CREATE TABLE backup (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT")
                for (name, bytes) in [("key", contents.key), ("log", contents.log), ("head", contents.head)] {
                    try RawStatement(db, "INSERT INTO backup (name, content) VALUES (?, ?)").run {
                        $0.add(name)
                        $0.add(blob: bytes)
                    }
                }
            }
            try queue.close()
        } catch {
            unlink(draft)
            throw error
        }
        guard fsync(descriptor.number) == 0, rename(draft, path) == 0 else { throw DataDirectory.cannotWrite(path) }
    }

    /// Writes everything into the main file and closes it; nothing may be asked afterwards.
    ///
    /// - Throws: `DatabaseError`.
    package func close() throws {
        _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try pool.close()
    }

    /// Keeps people out who were erased while this database was a backup, also if nothing in it names them.
    ///
    /// - Throws: `StoreError`, or `DatabaseError`.
    package func keepOut(_ people: [PersonHash]) async throws {
        _ = try await write { writer in
            for person in people { try writer.keepOut(person) }
            return true
        }
    }
}
