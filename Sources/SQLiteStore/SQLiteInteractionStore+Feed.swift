package import Connector
import GRDB
package import Interactions

extension SQLiteInteractionStore {
    package func extent() async throws -> FeedExtent {
        try await read { db in
            let select = try RawStatement(db, "SELECT epoch, sequence FROM meta")
            let row = try select.first({ _ in }) { (epoch: $0.text(0).flatMap { StoreEpoch($0) }, last: $0.integer(1)) }
            guard let row, let epoch = row.epoch else { throw Self.foreign(self.directory) }
            return FeedExtent(epoch: epoch, sequence: row.last)
        }
    }

    package func renewEpoch() async throws -> StoreEpoch {
        _ = try await write { writer in
            try RawStatement(writer.db, "UPDATE meta SET epoch = \(Schema.newEpoch)").run { _ in }
            // Whoever follows the new one was told nothing yet.
            try RawStatement(writer.db, "DELETE FROM first_partition").run { _ in }
            return true
        }
        return try await extent().epoch
    }

    package func derivedRows(of stream: FeedStream, after sequence: Int64, limit: Int) async throws -> [DerivedRow] {
        try await read { db in
            let sql = """
                SELECT key, sequence, content FROM derived_row WHERE stream = ? AND sequence > ?
                ORDER BY sequence LIMIT ?
                """
            return try RawStatement(db, sql).all({
                $0.add(stream.rawValue)
                $0.add(sequence)
                $0.add(Int64(limit))
            }) { row in
                KeyedHash(bytes: row.blob(0)).map {
                    DerivedRow(key: $0, sequence: row.integer(1), content: row.isNull(2) ? nil : row.blob(2))
                }
            }.compactMap(\.self)
        }
    }

    package func retell(_ stream: FeedStream, as rows: [KeyedHash: [UInt8]]) async throws -> CommitSummary {
        try await write { writer in
            try writer.retell(stream, as: rows)
            return true
        }.summary
    }
}
