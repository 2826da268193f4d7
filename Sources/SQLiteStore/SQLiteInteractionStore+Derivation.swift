package import Connector
import GRDB

extension SQLiteInteractionStore {
    package func derive(
        _ fingerprint: String,
        limit: Int,
        _ rule: @escaping @Sendable (StoredCopy) -> StoredCopy
    ) async throws -> RemovalStep {
        try await write { try $0.derive(fingerprint, limit: limit, rule) }
    }

    package func derivation() async throws -> String? {
        try await read { db in
            let select = try RawStatement(db, "SELECT derivation FROM meta WHERE derived_to IS NULL")
            return try select.first({ _ in }, { $0.text(0) }) ?? nil
        }
    }
}
