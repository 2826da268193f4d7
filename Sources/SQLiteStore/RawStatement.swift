import Connector
import GRDB
import GRDBSQLite
import Interactions

/// A cached statement of GRDB's, driven by SQLite's own calls: on the insert path GRDB's arguments cost twice the work.
///
/// Good only inside of the database access that made it.
struct RawStatement {
    private let statement: OpaquePointer
    private let db: Database

    init(_ db: Database, _ sql: String) throws {
        statement = try db.cachedStatement(sql: sql).sqliteStatement
        self.db = db
    }

    /// Runs the statement to its end.
    ///
    /// - Returns: how many rows it wrote, if it writes.
    /// - Throws: `DatabaseError`.
    @discardableResult
    func run(_ bind: (inout Binding) -> Void) throws -> Int {
        try prepare(bind)
        defer { sqlite3_reset(statement) }
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw error(code) }
        return Int(sqlite3_changes(sqlite3_db_handle(statement)))
    }

    /// The first row as `read` sees it, nil if there is none.
    ///
    /// - Throws: `DatabaseError`.
    func first<Value>(_ bind: (inout Binding) -> Void, _ read: (borrowing RowCursor) -> Value) throws -> Value? {
        try prepare(bind)
        defer { sqlite3_reset(statement) }
        let code = sqlite3_step(statement)
        switch code {
        case SQLITE_ROW: return read(RowCursor(statement: statement))
        case SQLITE_DONE: return nil
        default: throw error(code)
        }
    }

    /// Every row as `read` sees it.
    ///
    /// - Throws: `DatabaseError`.
    func all<Value>(_ bind: (inout Binding) -> Void, _ read: (borrowing RowCursor) -> Value) throws -> [Value] {
        var values: [Value] = []
        try forEach(bind) { values.append(read($0)) }
        return values
    }

    /// Hands on one row after the other, so that any number of them takes no memory.
    ///
    /// - Throws: `DatabaseError`.
    func forEach(_ bind: (inout Binding) -> Void = { _ in }, _ body: (borrowing RowCursor) -> Void) throws {
        try prepare(bind)
        defer { sqlite3_reset(statement) }
        while true {
            let code = sqlite3_step(statement)
            switch code {
            case SQLITE_ROW: body(RowCursor(statement: statement))
            case SQLITE_DONE: return
            default: throw error(code)
            }
        }
    }

    private func prepare(_ bind: (inout Binding) -> Void) throws {
        sqlite3_reset(statement)
        var binding = Binding(statement: statement)
        bind(&binding)
        if let code = binding.failure { throw error(code) }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
    }
}

/// Binds values to a statement's parameters, one after the other.
struct Binding {
    fileprivate let statement: OpaquePointer
    private var position: Int32 = 0
    fileprivate private(set) var failure: Int32?

    fileprivate init(statement: OpaquePointer) {
        self.statement = statement
    }

    mutating func add(_ value: Int64) { note(sqlite3_bind_int64(statement, next(), value)) }
    mutating func addNull() { note(sqlite3_bind_null(statement, next())) }

    mutating func add(_ text: String) {
        var text = text
        let position = next()
        note(
            text.withUTF8 { bytes in
                // An empty buffer may have no address, and SQLite takes that for NULL.
                guard let base = bytes.baseAddress else { return sqlite3_bind_text(statement, position, "", 0, nil) }
                return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(statement, position, $0, Int32(bytes.count), Self.copied)
                }
            }
        )
    }

    mutating func add(optional text: String?) {
        if let text { add(text) } else { addNull() }
    }

    mutating func add(optional value: Int64?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func add(_ hash: KeyedHash) {
        let position = next()
        note(
            withUnsafeBytes(of: (hash.high.bigEndian, hash.low.bigEndian)) {
                sqlite3_bind_blob(statement, position, $0.baseAddress, 16, Self.copied)
            }
        )
    }

    /// Source, owner, kind and folder.
    mutating func add(_ stream: StreamID) {
        add(stream.source)
        add(stream.owner)
        add(stream.kind.rawValue)
        add(stream.folder)
    }

    /// The mailbox's address, or NULL for the CRM.
    mutating func add(_ owner: StreamOwner) { add(optional: owner.mailbox?.address.text) }

    mutating func add(blob: [UInt8]) {
        let position = next()
        note(
            blob.isEmpty
                ? sqlite3_bind_zeroblob(statement, position, 0)
                : blob.withUnsafeBytes {
                    sqlite3_bind_blob(statement, position, $0.baseAddress, Int32($0.count), Self.copied)
                }
        )
    }

    /// `SQLITE_TRANSIENT`, a cast that Swift does not import: SQLite copies before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private mutating func next() -> Int32 {
        position += 1
        return position
    }

    private mutating func note(_ code: Int32) {
        if code != SQLITE_OK { failure = failure ?? code }
    }
}

/// The current row of a statement; not to be kept.
struct RowCursor: ~Copyable {
    fileprivate let statement: OpaquePointer

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

    /// Nil where the column is NULL.
    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    func blob(_ column: Int32) -> [UInt8] {
        guard let base = sqlite3_column_blob(statement, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(statement, column))))
    }

    /// Nil where the column is NULL.
    func text(_ column: Int32) -> String? {
        guard let base = sqlite3_column_text(statement, column) else { return nil }
        return String(
            decoding: UnsafeBufferPointer(start: base, count: Int(sqlite3_column_bytes(statement, column))),
            as: UTF8.self
        )
    }

    /// Nil where the column is NULL or names no row of the CRM.
    func reference(_ column: Int32) -> CRMReference? { text(column).flatMap { CRMReference(text: $0) } }

    func subject(_ column: Int32) -> Interaction.Subject {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_BLOB: KeyedHash(bytes: blob(column)).map { .hash($0) } ?? .none
        case SQLITE_TEXT: text(column).map { .text($0) } ?? .none
        default: .none
        }
    }
}
