package import Connector
import GRDB
package import Interactions
import Synchronization

/// The embedded store: one SQLite database in a directory that only its owner can read.
///
/// WAL with `synchronous=NORMAL`: a killed process loses nothing that was committed; a power cut may lose the last
/// commits, but always a page together with its cursor, so the next run reads it again.
package final class SQLiteStore: InteractionStore {
    package enum Access: Hashable, Sendable {
        /// For one process at a time.
        case writing
        /// Beside a writer; the directory must be there.
        case reading
    }

    let pool: DatabasePool
    private let lock: WriterLock?
    private let interned = Mutex(Interned())

    /// Opens the database in `directory`, or makes it.
    ///
    /// - Parameter tenant: whose data this is; a database of another tenant is refused.
    /// - Throws: `StoreError`, or `DatabaseError` for what SQLite itself says.
    package init(directory: String, tenant: String, access: Access = .writing) throws {
        let place =
            switch access {
            case .writing: try DataDirectory(creating: directory)
            case .reading: try DataDirectory(existing: directory)
            }
        lock = access == .writing ? try WriterLock(in: place) : nil
        if access == .writing { try place.touch("rapport.sqlite") }
        do {
            pool = try DatabasePool(path: place.file("rapport.sqlite"), configuration: Self.configuration(access))
            if access == .writing {
                try Schema.migrator.migrate(pool)
                try pool.write { try Self.claim(for: tenant, $0) }
            }
            try pool.read { db in
                guard try !Schema.migrator.hasBeenSuperseded(db) else {
                    throw StoreError(
                        .tooNew,
                        "'\(directory)' was written by a newer version of rapport. Update rapport."
                    )
                }
                let owner = try String.fetchOne(db, sql: "SELECT name FROM tenant")
                guard owner == tenant else {
                    throw StoreError(.otherTenant, "'\(directory)' holds the data of another tenant.")
                }
            }
        } catch let error as DatabaseError where Self.isForeign(error) {
            throw StoreError(.foreign, "'\(directory)/rapport.sqlite' is damaged or no database of rapport's.")
        }
    }

    private static func configuration(_ access: Access) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = access == .reading
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // 16 MiB for each connection, whatever the size of the database.
            try db.execute(sql: "PRAGMA cache_size = -16384")
            guard !db.configuration.readonly else { return }
            try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL")
        }
        return configuration
    }

    private static func isForeign(_ error: DatabaseError) -> Bool {
        [.SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR].contains(error.resultCode)
    }

    private static func claim(for tenant: String, _ db: Database) throws {
        try db.execute(sql: "INSERT OR IGNORE INTO tenant (id, name) VALUES (1, ?)", arguments: [tenant])
    }

    package func checkpoint(for stream: StreamID) async throws -> Checkpoint? {
        try await pool.read { db in
            let sql =
                "SELECT cursor, settings FROM stream WHERE source = ? AND mailbox = ? AND kind = ? AND folder = ?"
            let columns = try RawStatement(db, sql).first({ StreamRow.bind(stream, &$0) }) { ($0.text(0), $0.text(1)) }
            guard let columns, let cursor = columns.0, let settings = columns.1 else { return nil }
            return Checkpoint(cursor: Cursor(cursor), settings: settings)
        }
    }

    package func postponed(in stream: StreamID) async throws -> [ItemKey] {
        try await pool.read { db in
            let sql = """
                SELECT item FROM postponed JOIN stream ON stream.id = postponed.stream
                WHERE source = ? AND mailbox = ? AND kind = ? AND folder = ? ORDER BY number
                """
            return try RawStatement(db, sql).all({ StreamRow.bind(stream, &$0) }) { ItemKey($0.text(0) ?? "") }
        }
    }

    package func commit(_ page: StorePage, to stream: StreamID) async throws -> CommitSummary {
        try await write { writer in
            var row = try StreamRow(stream, writer.db)
            if page.startsRound { row.beginRound() }
            try writer.apply(page.changes, to: row)
            if page.isLast, row.isInRound {
                try writer.sweep(row)
                row.endRound()
            }
            try row.save(page.checkpoint, writer.db)
        }
    }

    package func finishRound(
        of mailbox: Mailbox.ID,
        source: String,
        streams: [StreamID],
        deletedMail: DeletedMail
    ) async throws -> CommitSummary {
        try await write { writer in
            for stream in try writer.streams(of: mailbox, source: source) where !streams.contains(stream) {
                try writer.drop(StreamRow(stream, writer.db))
            }
            if deletedMail == .remove { try writer.removeDeletedMail() }
            try writer.removeAbandoned()
        }
    }

    private func write(_ body: @escaping @Sendable (inout PageWriter) throws -> Void) async throws -> CommitSummary {
        do {
            return try await pool.write { db in
                var writer = try PageWriter(db, interned: self.interned.withLock { $0 })
                try body(&writer)
                let learned = writer.interned
                self.interned.withLock { $0 = learned }
                return writer.summary
            }
        } catch {
            interned.withLock { $0.removeAll() }
            throw error
        }
    }
}
