package import Connector
import GRDB
package import Interactions

extension SQLiteInteractionStore {
    package func finishRound(
        of owner: StreamOwner,
        source: String,
        streams: [StreamID],
        deletedMail: DeletedMail,
        remembering memory: RoundMemory?
    ) async throws -> CommitSummary {
        try await write { writer in
            try writer.finishRound(
                of: owner,
                source: source,
                streams: streams,
                deletedMail: deletedMail,
                remembering: memory
            )
            return true
        }.summary
    }

    package func settleErasures(awaiting streams: [StreamID]) async throws -> CommitSummary {
        try await write { writer in
            try writer.settleErasures(awaiting: streams)
            return true
        }.summary
    }

    package func round(of owner: StreamOwner, source: String) async throws -> StoredRound? {
        try await read { db in
            guard let number = try StreamRow.number(of: owner, source: source, db) else { return nil }
            let row = RoundRow(owner: number)
            guard let (memory, isOpen) = try row.stored(db) else { return nil }
            return StoredRound(
                memory: memory,
                isOpen: isOpen,
                streams: try row.streams(of: owner, source: source, db)
            )
        }
    }

    package func remember(
        _ memory: RoundMemory,
        cursors: [StreamID: Connector.Cursor],
        of owner: StreamOwner,
        source: String
    ) async throws {
        try await Self.translate(directory) {
            try await pool.write { db in
                guard let number = try StreamRow.number(of: owner, source: source, db) else { return }
                let row = RoundRow(owner: number)
                guard let (_, isOpen) = try row.stored(db) else { return }
                let move = """
                    UPDATE stream SET cursor = ?
                    WHERE owner = ? AND kind = ? AND folder = ? AND cursor IS NOT NULL AND in_round = 0
                    """
                for (stream, cursor) in cursors {
                    try RawStatement(db, move).run {
                        $0.add(cursor.text)
                        $0.add(number)
                        $0.add(stream.kind.rawValue)
                        $0.add(stream.folder)
                    }
                }
                try row.replace(by: memory, db)
                if isOpen { try row.open(db) }
            }
        }
    }
}
