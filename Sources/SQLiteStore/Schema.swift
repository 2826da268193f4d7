import GRDB

/// The tables, as named migrations that are only ever added to.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-interactions") { db in
            try db.execute(sql: interactions)
        }
        return migrator
    }

    /// `interaction` has one row for every contact, `sighting` one for every copy of it in a stream. A copy that says
    /// the same as the row keeps no content; one that differs has it in `variant`. Addresses and the like are numbers.
    private static let interactions = """
        CREATE TABLE tenant (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL
        ) STRICT;
        CREATE TABLE address (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE CHECK (text <> '')
        ) STRICT;
        CREATE TABLE decision (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE stream (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            mailbox TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('mail', 'calendar')),
            folder TEXT NOT NULL,
            cursor TEXT CHECK (cursor <> ''),
            settings TEXT CHECK ((settings IS NULL) = (cursor IS NULL)),
            generation INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0),
            in_round INTEGER NOT NULL DEFAULT 0 CHECK (in_round IN (0, 1)),
            UNIQUE (source, mailbox, kind, folder)
        ) STRICT;
        CREATE TABLE interaction (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            sequence INTEGER NOT NULL UNIQUE CHECK (sequence > 0),
            deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
            speaker_rank INTEGER NOT NULL CHECK (speaker_rank IN (0, 1)),
            speaker INTEGER NOT NULL,
            decision INTEGER NOT NULL REFERENCES decision,
            \(content)
        ) STRICT;
        CREATE TABLE sighting (
            stream INTEGER NOT NULL REFERENCES stream,
            key INTEGER NOT NULL,
            interaction INTEGER NOT NULL REFERENCES interaction,
            rank INTEGER NOT NULL CHECK (rank IN (0, 1)),
            live INTEGER NOT NULL CHECK (live IN (0, 1)),
            generation INTEGER NOT NULL,
            decision INTEGER NOT NULL REFERENCES decision,
            PRIMARY KEY (stream, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sighting_interaction ON sighting (interaction);
        CREATE INDEX sighting_gone ON sighting (interaction) WHERE live = 0;
        CREATE TABLE variant (
            stream INTEGER NOT NULL,
            key INTEGER NOT NULL,
            \(content),
            PRIMARY KEY (stream, key),
            FOREIGN KEY (stream, key) REFERENCES sighting ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE abandoned (
            interaction INTEGER PRIMARY KEY REFERENCES interaction
        ) STRICT;
        CREATE TABLE postponed (
            number INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL REFERENCES stream,
            item TEXT NOT NULL,
            code TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 1,
            UNIQUE (stream, item)
        ) STRICT;
        """

    private static let content = """
        kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
            direction INTEGER NOT NULL CHECK (direction BETWEEN 1 AND 3),
            occurred_at_us INTEGER NOT NULL,
            duration_s INTEGER NOT NULL CHECK (duration_s >= 0),
            conversation BLOB CHECK (length(conversation) = 16),
            flags INTEGER NOT NULL CHECK (flags BETWEEN 0 AND 255),
            internal_count INTEGER NOT NULL CHECK (internal_count >= 0),
            external_count INTEGER NOT NULL CHECK (external_count >= 0),
            subject ANY CHECK (typeof(subject) IN ('null', 'blob', 'text')),
            participants BLOB NOT NULL
        """
}
