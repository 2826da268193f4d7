import GRDB

/// The tables, as named migrations that are only ever added to.
enum Schema {
    /// "RAPP": tells our databases from all others.
    static let applicationID = 0x5241_5050

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-interactions") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: names)
            try db.execute(sql: streams)
            try db.execute(sql: interactions)
        }
        migrator.registerMigration("2-removal") { db in
            try db.execute(sql: removal)
        }
        migrator.registerMigration("3-crm") { db in
            try db.execute(sql: crm)
        }
        migrator.registerMigration("4-owners") { db in
            try db.execute(sql: owners)
        }
        migrator.registerMigration("5-identity") { db in
            try db.execute(sql: identity)
        }
        migrator.registerMigration("6-reading") { db in
            try db.execute(sql: reading)
        }
        migrator.registerMigration("7-derivation") { db in
            try db.execute(sql: derivation)
        }
        migrator.registerMigration("8-feed") { db in
            try db.execute(sql: feed)
        }
        migrator.registerMigration("9-persons") { db in
            try db.execute(sql: persons)
        }
        migrator.registerMigration("9-links") { db in
            try db.execute(sql: links)
        }
        migrator.registerMigration("10-sales") { db in
            try db.execute(sql: sales)
        }
        migrator.registerMigration("11-changes") { db in
            // Of copies that nobody asked about it is not known when they changed.
            try db.execute(sql: "ALTER TABLE sighting ADD COLUMN changed_at_us INTEGER NOT NULL DEFAULT 0")
        }
        migrator.registerMigration("12-holding") { db in
            try db.execute(sql: holding)
        }
        migrator.registerMigration("13-plans") { db in
            try db.execute(sql: "CREATE INDEX interaction_plan ON interaction (occurred_at_us) WHERE \(isPlanned)")
        }
        migrator.registerMigration("14-first-names") { db in
            try db.execute(sql: "ALTER TABLE crm_row ADD COLUMN first_name TEXT")
        }
        migrator.registerMigration("15-identity-of-copies") { db in
            try db.execute(sql: identityOfCopies)
        }
        migrator.registerMigration("16-plus-addressing") { db in
            try db.execute(sql: plusAddressing)
        }
        migrator.registerMigration("17-rounds") { db in
            try db.execute(sql: rounds)
        }
        migrator.registerMigration("18-erased-claims") { db in
            try db.execute(sql: claims)
        }
        migrator.registerMigration("19-doubts") { db in
            // Since when rounds lack so much that it is not taken for gone.
            try db.execute(sql: "ALTER TABLE stream ADD COLUMN doubted_at_us INTEGER")
        }
        migrator.registerMigration("20-erased-uses") { db in
            try db.execute(sql: erasedUses)
        }
        migrator.registerMigration("21-partitions") { db in
            try db.execute(sql: partitions)
        }
        return migrator
    }

    /// Whether an interaction is there and has `Interaction.Flags.planned`.
    static let isPlanned = "deleted = 0 AND flags & 16 <> 0"

    /// Texts that many rows refer to, as numbers; and whose data this is.
    private static let names = """
        CREATE TABLE meta (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            tenant TEXT NOT NULL,
            sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0)
        ) STRICT;
        CREATE TABLE address (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE CHECK (text <> '')
        ) STRICT;
        CREATE TABLE decision (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        """

    /// `mailbox` is one as one source reads it.
    ///
    /// `postponed` are items that could not be read so far.
    private static let streams = """
        CREATE TABLE mailbox (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            address TEXT NOT NULL,
            UNIQUE (source, address)
        ) STRICT;
        CREATE TABLE stream (
            id INTEGER PRIMARY KEY,
            mailbox INTEGER NOT NULL REFERENCES mailbox,
            kind TEXT NOT NULL CHECK (kind IN ('mail', 'calendar')),
            folder TEXT NOT NULL,
            cursor TEXT,
            settings TEXT CHECK ((settings IS NULL) = (cursor IS NULL)),
            generation INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0),
            in_round INTEGER NOT NULL DEFAULT 0 CHECK (in_round IN (0, 1)),
            UNIQUE (mailbox, kind, folder)
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

    // A CHECK with IN and three values or more builds a table for every row that is written: seven times the cost.
    /// `interaction` has one row for every contact: `number` is the sequence number of its first record, `changed` that
    /// of its last if there was another.
    ///
    /// A removed one stays, emptied, to be told downstream. `sighting` has one row for every copy in a stream, in the
    /// order in which copies speak; `presence` is that of `Presence`. A copy that says the same as its interaction's
    /// row keeps no content; one that differs has it in `variant`. `former` names what an item was before it became
    /// another interaction, until its mailbox's round ends.
    private static let interactions = """
        CREATE TABLE interaction (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            changed INTEGER CHECK (changed > number),
            deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
            decision INTEGER NOT NULL REFERENCES decision,
            \(content),
            CHECK (deleted = 0 OR (conversation IS NULL AND subject IS NULL AND length(participants) = 0))
        ) STRICT;
        CREATE UNIQUE INDEX interaction_changed ON interaction (changed) WHERE changed IS NOT NULL;
        CREATE TABLE sighting (
            interaction INTEGER NOT NULL REFERENCES interaction,
            rank INTEGER NOT NULL CHECK (rank IN (0, 1)),
            key INTEGER NOT NULL,
            stream INTEGER NOT NULL REFERENCES stream,
            presence INTEGER NOT NULL CHECK (presence BETWEEN 0 AND 2),
            generation INTEGER NOT NULL,
            decision INTEGER NOT NULL REFERENCES decision,
            PRIMARY KEY (interaction, rank, key, stream),
            UNIQUE (stream, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sighting_not_held ON sighting (stream, presence) WHERE presence <> 0;
        CREATE TABLE variant (
            stream INTEGER NOT NULL,
            key INTEGER NOT NULL,
            \(content),
            PRIMARY KEY (stream, key),
            FOREIGN KEY (stream, key) REFERENCES sighting (stream, key) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE former (
            mailbox INTEGER NOT NULL REFERENCES mailbox,
            interaction INTEGER NOT NULL REFERENCES interaction,
            PRIMARY KEY (mailbox, interaction)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX former_interaction ON former (interaction);
        """

    /// `scrub_due` says that rows went whose addresses and pages may still be there.
    ///
    /// `erased` holds people's keyed hashes; interactions up to the number `position` are free of them, and all of them
    /// where it is NULL.
    private static let removal = """
        ALTER TABLE meta ADD COLUMN scrub_due INTEGER NOT NULL DEFAULT 0 CHECK (scrub_due IN (0, 1));
        CREATE INDEX interaction_occurred ON interaction (occurred_at_us) WHERE deleted = 0;
        CREATE TABLE erased (
            hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 16),
            position INTEGER CHECK (position >= 0)
        ) STRICT, WITHOUT ROWID;
        """

    /// Makes room for the CRM's streams and copies.
    ///
    /// `interaction.crm` is NULL for what the CRM does not know, and else the record that its first copy in the CRM is
    /// about, or empty; `activity` has that of every copy that has one. `record` and its addresses are what
    /// interactions are counted to.
    private static let crm = """
        CREATE TABLE new_stream (
            id INTEGER PRIMARY KEY,
            mailbox INTEGER NOT NULL REFERENCES mailbox,
            kind TEXT NOT NULL CHECK (kind IN ('mail', 'calendar', 'activity', 'record')),
            folder TEXT NOT NULL,
            cursor TEXT,
            settings TEXT CHECK ((settings IS NULL) = (cursor IS NULL)),
            generation INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0),
            in_round INTEGER NOT NULL DEFAULT 0 CHECK (in_round IN (0, 1)),
            UNIQUE (mailbox, kind, folder)
        ) STRICT;
        INSERT INTO new_stream SELECT id, mailbox, kind, folder, cursor, settings, generation, in_round FROM stream;
        DROP TABLE stream;
        ALTER TABLE new_stream RENAME TO stream;
        CREATE TABLE new_sighting (
            interaction INTEGER NOT NULL REFERENCES interaction,
            rank INTEGER NOT NULL CHECK (rank BETWEEN 0 AND 2),
            key INTEGER NOT NULL,
            stream INTEGER NOT NULL REFERENCES stream,
            presence INTEGER NOT NULL CHECK (presence BETWEEN 0 AND 2),
            generation INTEGER NOT NULL,
            decision INTEGER NOT NULL REFERENCES decision,
            PRIMARY KEY (interaction, rank, key, stream),
            UNIQUE (stream, key)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO new_sighting SELECT interaction, rank, key, stream, presence, generation, decision FROM sighting;
        DROP TABLE sighting;
        ALTER TABLE new_sighting RENAME TO sighting;
        CREATE INDEX sighting_not_held ON sighting (stream, presence) WHERE presence <> 0;
        ALTER TABLE interaction ADD COLUMN crm TEXT CHECK (deleted = 0 OR crm IS NULL);
        CREATE TABLE activity (
            stream INTEGER NOT NULL,
            key INTEGER NOT NULL,
            regarding TEXT NOT NULL CHECK (regarding <> ''),
            PRIMARY KEY (stream, key),
            FOREIGN KEY (stream, key) REFERENCES sighting (stream, key) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE record (
            number INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL REFERENCES stream,
            item TEXT NOT NULL,
            generation INTEGER NOT NULL,
            reference TEXT NOT NULL UNIQUE CHECK (reference <> ''),
            name TEXT,
            parent TEXT,
            contact TEXT,
            origin TEXT,
            owner TEXT,
            is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
            merged_into TEXT,
            UNIQUE (stream, item)
        ) STRICT;
        CREATE TABLE record_address (
            record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
            address INTEGER NOT NULL REFERENCES address,
            PRIMARY KEY (address, record)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX record_address_record ON record_address (record);
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
            subject ANY CHECK (subject IS NULL OR typeof(subject) = 'text' OR typeof(subject) = 'blob'),
            participants BLOB NOT NULL
        """
}
