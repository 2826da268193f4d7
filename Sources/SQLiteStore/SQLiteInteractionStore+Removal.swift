package import Connector
import DataFiles
import GRDB
package import Interactions

extension SQLiteInteractionStore {
    package func mailboxes() async throws -> [Mailbox.ID] {
        try await read { db in
            try RawStatement(
                db,
                "SELECT DISTINCT address FROM owner WHERE address IS NOT NULL ORDER BY address"
            ).all(
                { _ in },
                { Mailbox.ID($0.text(0) ?? "") }
            )
        }
    }

    package func purge(_ mailbox: Mailbox.ID, limit: Int) async throws -> RemovalStep {
        try await write { try $0.purge(mailbox, limit: limit) }
    }

    package func expire(before instant: Timestamp, limit: Int) async throws -> RemovalStep {
        try await write { try $0.expire(before: instant, limit: limit) }
    }

    package func lapse(before instant: Timestamp, limit: Int) async throws -> RemovalStep {
        try await write { try $0.lapse(before: instant, limit: limit) }
    }

    package func erase(_ person: Participant.Address, limit: Int) async throws -> RemovalStep {
        guard personHash != nil else {
            throw StoreError(.badKey, "Nobody can be erased from '\(directory)': no key is given to know them by.")
        }
        return try await write { try $0.erase(person, limit: limit) }
    }

    package func scrub() async throws {
        let isDue = try await read { try Bool.fetchOne($0, sql: "SELECT scrub_due FROM meta") == true }
        guard isDue else { return }
        _ = try await write { writer in
            try UsedAddresses(writer.db).forOthers(writer.db) { numbers in
                for number in numbers { try writer.forgetAddress(number) }
            }
            return true
        }
        try await Self.translate(directory) {
            try await pool.writeWithoutTransaction { db in
                self.forgetInterned()
                // `secure_delete` clears what is deleted where it stands; but when a tree is balanced, rows move, and
                // what they leave in the gap of their old page is never cleared. Then the log has to go.
                try db.execute(sql: "VACUUM")
                _ = try db.checkpoint(.truncate)
                try db.execute(sql: "UPDATE meta SET scrub_due = 0")
            }
        }
    }
}
