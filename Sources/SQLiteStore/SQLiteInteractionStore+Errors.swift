import DataFiles
import GRDB
import Glibc

extension SQLiteInteractionStore {
    /// Says what an error of SQLite means for the data directory; others, and those only SQLite can explain, pass.
    static func translate<Value>(_ directory: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw translation(of: error, directory) ?? error
        }
    }

    /// The same for work that waits.
    static func translate<Value>(_ directory: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as DatabaseError {
            throw translation(of: error, directory) ?? error
        }
    }

    static func foreign(_ directory: String) -> StoreError {
        StoreError(
            .foreign,
            "'\(directory)/rapport.sqlite' is damaged or no database of rapport's. Restore a backup with 'rapport restore "
                + "FILE --yes'; or move rapport.sqlite, rapport.sqlite-wal and rapport.sqlite-shm away, and read "
                + "everything again with 'rapport sync --new-store'."
        )
    }

    private static func full(_ directory: String) -> StoreError {
        StoreError(.cannotWrite, "The disk of '\(directory)' is full.")
    }

    private static func isFull(_ directory: String) -> Bool {
        var status = statvfs()
        guard statvfs(directory, &status) == 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 65_536
    }

    private static func isReadOnly(_ directory: String) -> Bool {
        var status = statvfs()
        return statvfs(directory, &status) == 0 && status.f_flag & UInt(ST_RDONLY) != 0
    }

    private static func translation(of error: DatabaseError, _ directory: String) -> StoreError? {
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: foreign(directory)
        case .SQLITE_FULL: full(directory)
        // Where a file cannot be made longer for its mapping, SQLite does not say why.
        case .SQLITE_IOERR where isFull(directory): full(directory)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_IOERR:
            isReadOnly(directory)
                ? StoreError(.cannotWrite, "The disk of '\(directory)' is read-only. Mount it for writing.")
                : StoreError(
                    .cannotWrite,
                    "The files in '\(directory)' cannot be read or written (\(error.resultCode))."
                )
        case .SQLITE_BUSY: StoreError(.busy, "Another process uses '\(directory)'. Wait for it to end.")
        default: nil
        }
    }
}
