package import Connector
import DataFiles
import GRDB
package import Interactions
import Synchronization

/// The embedded store: one SQLite database in a directory that only its owner can read.
///
/// WAL with `synchronous=NORMAL`: a killed process loses nothing that was committed; a power cut may lose the last
/// commits, but always a page together with its cursor, so the next run reads it again.
package final class SQLiteInteractionStore: InteractionStore {
    package enum Access: Hashable, Sendable {
        /// For one process at a time.
        case writing
        /// Beside a writer; the directory must be there.
        case reading
    }

    let pool: DatabasePool
    /// The database as it is, or as it was at one moment.
    private let reader: any DatabaseReader
    let directory: String
    private let lock: WriterLock?
    let personHash: PersonHashing?
    private let naming: FeedNaming?
    private let interned = Mutex(AddressNumbers())
    private let erased: Mutex<ErasedPeople>
    private let order = Mutex<TellingOrder?>(nil)
    private let persons = Mutex<Persons?>(nil)

    /// Opens the database in `directory`, or makes it.
    ///
    /// - Parameters:
    ///   - tenant: whose data this is; a database of another tenant is refused.
    ///   - personHash: the same for ever. Without it nobody can be erased; and a database that somebody was erased from
    ///     is not opened for writing, because nothing would keep them out.
    ///   - naming: the same for ever. Without it, rows of derived streams outlive whom they are about.
    /// - Throws: `StoreError`, or `DatabaseError` for what only SQLite can explain.
    package init(
        directory: String,
        tenant: String,
        access: Access = .writing,
        personHash: PersonHashing? = nil,
        naming: FeedNaming? = nil
    ) throws {
        let place =
            switch access {
            case .writing: try DataDirectory(creating: directory)
            case .reading: try DataDirectory(existing: directory)
            }
        self.directory = directory
        lock = access == .writing ? try WriterLock(in: place) : nil
        switch access {
        case .writing: try place.makePrivate(DatabaseFile.names)
        case .reading: try place.check(DatabaseFile.names)
        }
        self.personHash = personHash
        self.naming = naming
        let people: ErasedPeople
        (pool, people) = try Self.translate(directory) {
            let pool = try DatabaseFile(in: place, configuration: Self.configuration).open(for: tenant, access)
            let hashes = access == .writing ? try pool.read(ErasedPeople.stored) : []
            guard let people = ErasedPeople(hashes, hash: personHash) else {
                throw StoreError(
                    .badKey,
                    "People were erased from '\(directory)', and no key is given to know them by."
                )
            }
            return (pool, people)
        }
        reader = pool
        erased = Mutex(people)
    }

    /// - Parameter store: what it holds now is read, for good.
    /// - Throws: `StoreError`, or `DatabaseError` for what only SQLite can explain.
    init(snapshotOf store: SQLiteInteractionStore) throws {
        (pool, directory, lock) = (store.pool, store.directory, nil)
        (personHash, naming) = (store.personHash, store.naming)
        reader = try Self.translate(store.directory) { try store.pool.makeSnapshot() }
        erased = Mutex(store.erased.withLock { $0 })
        let known = store.persons.withLock { $0 }
        persons.withLock { $0 = known }
    }

    /// Whether there is a database in `directory`; of whom and of which version is not asked.
    package static func exists(in directory: String) -> Bool { DatabaseFile.exists(in: directory) }

    /// Whether there is a database in `directory`, or what is left of the making of one.
    package static func isBegun(in directory: String) -> Bool { DatabaseFile.isBegun(in: directory) }

    /// Bytes of the database's files in `directory`.
    package static func bytes(in directory: String) -> Int { DatabaseFile.bytes(in: directory) }

    private static func configuration(_ access: Access) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = access == .reading
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { db in
            // Memory stays the same, whatever the size of the database.
            guard !db.configuration.readonly else { return try db.execute(sql: "PRAGMA cache_size = -2048") }
            // A checkpoint writes each page once, however often it changed: the more seldom, the less work.
            try db.execute(
                sql: """
                    PRAGMA cache_size = -16384;
                    PRAGMA wal_autocheckpoint = 16384;
                    PRAGMA secure_delete = ON;
                    PRAGMA synchronous = NORMAL;
                    """
            )
        }
        return configuration
    }

    package func checkpoint(for stream: StreamID) async throws -> Checkpoint? {
        try await read { db in
            let sql = "SELECT cursor, settings FROM stream WHERE id = (\(Self.selectStream))"
            let columns = try RawStatement(db, sql).first({ $0.add(stream) }) { ($0.text(0), $0.text(1)) }
            guard let columns, let cursor = columns.0, let settings = columns.1 else { return nil }
            return Checkpoint(cursor: Cursor(cursor), settings: settings)
        }
    }

    package func postponed(in stream: StreamID) async throws -> [ItemKey] {
        try await read { db in
            let sql = "SELECT item FROM postponed WHERE stream = (\(Self.selectStream)) ORDER BY number"
            return try RawStatement(db, sql).all({ $0.add(stream) }) { ItemKey($0.text(0) ?? "") }
        }
    }

    package func isHolding(anythingOf stream: StreamID) async throws -> Bool {
        try await read { db in
            let sql = """
                SELECT EXISTS (SELECT 1 FROM sighting WHERE stream = own AND presence = \(Presence.held.rawValue))
                    OR EXISTS (SELECT 1 FROM crm_row WHERE stream = own) FROM (SELECT (\(Self.selectStream)) AS own)
                """
            return try RawStatement(db, sql).first({ $0.add(stream) }, { $0.integer(0) == 1 }) ?? false
        }
    }

    private static let selectStream = """
        SELECT stream.id FROM stream JOIN owner ON owner.id = stream.owner
        WHERE source = ? AND address IS ? AND kind = ? AND folder = ?
        """

    package func commit(_ page: StorePage, settings: String, to stream: StreamID) async throws -> CommitSummary {
        if try await isNoNews(page, settings: settings, in: stream) { return CommitSummary() }
        return try await write { writer in
            writer.isInTheMiddle = !page.isLast
            var row = try StreamRow(stream, writer.db)
            if page.startsRound { row.beginRound() }
            if row.isInRound || !page.changes.isEmpty { try RoundRow(owner: row.owner).open(writer.db) }
            try writer.apply(page.changes, to: row)
            var settings = settings
            if page.isLast, row.isInRound {
                if page.endsRound {
                    if try writer.isDoubted(row, page) {
                        settings = ""
                    } else {
                        try writer.sweep(row, within: page.span)
                    }
                }
                // Over in any case: a later page of news must not sweep what this round left out.
                row.endRound()
            }
            try row.save(Checkpoint(cursor: page.cursor, settings: settings), writer.db)
            return true
        }.summary
    }

    /// Whether the page leaves everything as it is, so that nothing need be written.
    private func isNoNews(_ page: StorePage, settings: String, in stream: StreamID) async throws -> Bool {
        guard page.changes.isEmpty, !page.startsRound else { return false }
        return try await read { db in
            let sql = """
                SELECT 1 FROM stream WHERE id = (\(Self.selectStream)) AND (cursor, settings, in_round) IS (?, ?, 0)
                """
            return try RawStatement(db, sql).first(
                {
                    $0.add(stream)
                    $0.add(page.cursor.text)
                    $0.add(settings)
                },
                { _ in true }
            ) ?? false
        }
    }

    /// - Parameter body: what one transaction does; false if a removal is not complete.
    func write(_ body: @escaping @Sendable (inout PageWriter) throws -> Bool) async throws -> RemovalStep {
        try await Self.translate(directory) {
            try await pool.writeWithoutTransaction { db in
                var step = RemovalStep(CommitSummary(), isComplete: false)
                var learned = (interned: AddressNumbers(), erased: self.erased.withLock { $0 }, persons: Persons?.none)
                try db.inTransaction {
                    // Taken out, so that it is not copied when it grows; after an error it stays empty, because the
                    // rollback takes back numbers that it knows.
                    var writer = try PageWriter(
                        db,
                        interned: self.interned.withLock { exchange(&$0, with: AddressNumbers()) },
                        erased: learned.erased,
                        naming: self.naming,
                        persons: self.persons.withLock { $0 }
                    )
                    let isComplete = try body(&writer)
                    try writer.finish()
                    learned = (writer.interned, writer.erased, writer.persons)
                    step = RemovalStep(writer.summary, isComplete: isComplete)
                    return .commit
                }
                // Only now: COMMIT itself can fail. The next transaction has not begun.
                self.interned.withLock { $0 = learned.interned }
                self.erased.withLock { $0 = learned.erased }
                if let persons = learned.persons { self.persons.withLock { $0 = persons } }
                return step
            }
        }
    }

    /// What the last page of `interactions(after:limit:)` was taken from.
    var tellingOrder: TellingOrder? {
        get { order.withLock { $0 } }
        set { order.withLock { $0 = newValue } }
    }

    /// To be called where the next transaction cannot have begun.
    func forgetInterned() {
        interned.withLock { $0 = AddressNumbers() }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await Self.translate(directory) { try await reader.read(body) }
    }

    /// Reads what names people.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database, Persons) throws -> Value
    ) async throws -> Value {
        let known = persons.withLock { $0 }
        let (value, now) = try await read { db in
            let persons = try Persons.current(known, db)
            return (try body(db, persons), persons)
        }
        persons.withLock { $0 = now }
        return value
    }
}
