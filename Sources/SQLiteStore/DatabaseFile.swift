import GRDB
import Glibc

/// The database of a data directory: made whole beside its place and then renamed, so that nobody ever sees a half of
/// it.
struct DatabaseFile {
    /// The database itself.
    static let main = "rapport.sqlite"
    /// What SQLite puts beside a database while it works, and what a killed process may leave there.
    private static let sideFiles = ["-wal", "-shm", "-journal"]
    private static let draft = main + ".new"

    /// The database, and what SQLite puts beside it.
    static let names = [main] + sideFiles.map { main + $0 }

    private let directory: DataDirectory
    private let configuration: (SQLiteInteractionStore.Access) -> Configuration

    init(in directory: DataDirectory, configuration: @escaping (SQLiteInteractionStore.Access) -> Configuration) {
        self.directory = directory
        self.configuration = configuration
    }

    /// Whether anything was ever stored in a directory.
    static func exists(in directory: String) -> Bool {
        var status = stat()
        return stat("\(directory)/\(main)", &status) == 0 && status.st_size > 0
    }

    /// Bytes of the database and of what SQLite puts beside it.
    static func bytes(in directory: String) -> Int {
        names.reduce(0) { sum, name in
            var status = stat()
            return sum + (stat("\(directory)/\(name)", &status) == 0 ? Int(status.st_size) : 0)
        }
    }

    /// Opens the database of a tenant; for writing, it is made if it is not there, and mended if a process was killed
    /// while it made or wrote it.
    ///
    /// - Throws: `StoreError`, or `DatabaseError`.
    func open(for tenant: String, _ access: SQLiteInteractionStore.Access) throws -> DatabasePool {
        if (directory.size(of: Self.main) ?? 0) == 0 {
            guard access == .writing else {
                throw StoreError(
                    .cannotWrite,
                    "Nothing is stored in '\(directory.path)' yet. Run 'rapport sync' first."
                )
            }
            try make(for: tenant)
        }
        try probe(access)
        let pool = try DatabasePool(path: directory.file(Self.main), configuration: configuration(access))
        if access == .writing { try complete(pool, for: tenant) }
        let owner = try pool.read { try String.fetchOne($0, sql: "SELECT tenant FROM meta") }
        guard let owner else { throw unfinished }
        guard owner == tenant else {
            throw StoreError(.otherTenant, "'\(directory.path)' holds the data of another tenant.")
        }
        return pool
    }

    private func make(for tenant: String) throws {
        let names = [Self.draft] + Self.sideFiles.map { Self.draft + $0 }
        // What is left beside a database that never was anything would be taken for its own.
        try directory.remove(names + Self.names)
        guard try directory.open(Self.draft, O_RDWR | O_CREAT | O_EXCL) != nil else {
            throw DataDirectory.cannotWrite(directory.file(Self.draft))
        }
        let pool = try DatabasePool(path: directory.file(Self.draft), configuration: configuration(.writing))
        try complete(pool, for: tenant)
        _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try pool.close()
        try directory.rename(Self.draft, to: Self.main)
        try directory.remove(names)
    }

    private func complete(_ pool: DatabasePool, for tenant: String) throws {
        try Schema.migrator.migrate(pool)
        try pool.write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO meta (id, tenant, epoch) VALUES (1, ?, \(Schema.newEpoch))",
                arguments: [tenant]
            )
        }
    }

    /// Looks at the database without the right to write, because to open a pool changes the file.
    ///
    /// Where a process was killed in the middle of a write, SQLite must write before anybody can read.
    private func probe(_ access: SQLiteInteractionStore.Access) throws {
        do {
            try look(.reading, access)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
            guard access == .writing else { throw unfinished }
            try look(.writing, access)
        }
    }

    private func look(_ mode: SQLiteInteractionStore.Access, _ access: SQLiteInteractionStore.Access) throws {
        let queue = try DatabaseQueue(path: directory.file(Self.main), configuration: configuration(mode))
        try queue.read { try check($0, access) }
        try queue.close()
    }

    /// Refuses what is not ours before anything of ours is written.
    private func check(_ db: Database, _ access: SQLiteInteractionStore.Access) throws {
        let identity = try Int.fetchOne(db, sql: "PRAGMA application_id")
        if identity != Schema.applicationID {
            // A process killed while it made the database may have left the migrator's own table.
            let others = "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'"
            guard identity == 0, try Int.fetchOne(db, sql: others) == 0 else {
                throw SQLiteInteractionStore.foreign(directory.path)
            }
            guard access == .writing else { throw unfinished }
            return
        }
        guard try !Schema.migrator.hasBeenSuperseded(db) else {
            throw StoreError(.tooNew, "'\(directory.path)' was written by a newer version of rapport. Update rapport.")
        }
        guard try access == .writing || Schema.migrator.hasCompletedMigrations(db) else {
            throw StoreError(.tooOld, "'\(directory.path)' was written by an older version. Run 'rapport sync' first.")
        }
    }

    private var unfinished: StoreError {
        StoreError(
            .unfinished,
            "A process was killed while it wrote to '\(directory.path)'. Run 'rapport sync', which mends it."
        )
    }
}
