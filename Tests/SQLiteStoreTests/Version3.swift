/// A database as the third version of the tables left it, written down here so that it stays what it was.
enum Version3 {
    static let schema = """
        PRAGMA application_id = 1380012112;
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('1-interactions'), ('2-removal'), ('3-crm');
        CREATE TABLE meta (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            tenant TEXT NOT NULL,
            sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0),
            scrub_due INTEGER NOT NULL DEFAULT 0 CHECK (scrub_due IN (0, 1))) STRICT;
        CREATE TABLE address (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE CHECK (text <> '')
        ) STRICT;
        CREATE TABLE decision (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE mailbox (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            address TEXT NOT NULL,
            UNIQUE (source, address)
        ) STRICT;
        CREATE TABLE postponed (
            number INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL REFERENCES stream,
            item TEXT NOT NULL,
            code TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 1,
            UNIQUE (stream, item)
        ) STRICT;
        CREATE TABLE interaction (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            changed INTEGER CHECK (changed > number),
            deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
            decision INTEGER NOT NULL REFERENCES decision,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
            direction INTEGER NOT NULL CHECK (direction BETWEEN 1 AND 3),
            occurred_at_us INTEGER NOT NULL,
            duration_s INTEGER NOT NULL CHECK (duration_s >= 0),
            conversation BLOB CHECK (length(conversation) = 16),
            flags INTEGER NOT NULL CHECK (flags BETWEEN 0 AND 255),
            internal_count INTEGER NOT NULL CHECK (internal_count >= 0),
            external_count INTEGER NOT NULL CHECK (external_count >= 0),
            subject ANY CHECK (subject IS NULL OR typeof(subject) = 'text' OR typeof(subject) = 'blob'),
            participants BLOB NOT NULL,
            crm TEXT CHECK (deleted = 0 OR crm IS NULL),
            CHECK (deleted = 0 OR (conversation IS NULL AND subject IS NULL AND length(participants) = 0))
        ) STRICT;
        CREATE UNIQUE INDEX interaction_changed ON interaction (changed) WHERE changed IS NOT NULL;
        CREATE TABLE variant (
            stream INTEGER NOT NULL,
            key INTEGER NOT NULL,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
            direction INTEGER NOT NULL CHECK (direction BETWEEN 1 AND 3),
            occurred_at_us INTEGER NOT NULL,
            duration_s INTEGER NOT NULL CHECK (duration_s >= 0),
            conversation BLOB CHECK (length(conversation) = 16),
            flags INTEGER NOT NULL CHECK (flags BETWEEN 0 AND 255),
            internal_count INTEGER NOT NULL CHECK (internal_count >= 0),
            external_count INTEGER NOT NULL CHECK (external_count >= 0),
            subject ANY CHECK (subject IS NULL OR typeof(subject) = 'text' OR typeof(subject) = 'blob'),
            participants BLOB NOT NULL,
            PRIMARY KEY (stream, key),
            FOREIGN KEY (stream, key) REFERENCES sighting (stream, key) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE former (
            mailbox INTEGER NOT NULL REFERENCES mailbox,
            interaction INTEGER NOT NULL REFERENCES interaction,
            PRIMARY KEY (mailbox, interaction)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX former_interaction ON former (interaction);
        CREATE INDEX interaction_occurred ON interaction (occurred_at_us) WHERE deleted = 0;
        CREATE TABLE erased (
            hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 16),
            position INTEGER CHECK (position >= 0)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE stream (
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
        CREATE TABLE sighting (
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
        CREATE INDEX sighting_not_held ON sighting (stream, presence) WHERE presence <> 0;
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

    /// A mailbox and the CRM.
    ///
    /// Interaction 1 is known to the mailbox, 2 to the CRM, 3 to both and about a contact, 4 is removed, and 5 is what
    /// an item of the mailbox was before, when the CRM alone had it.
    static let rows = """
        INSERT INTO meta VALUES (1, 't', 9, 0);
        INSERT INTO address VALUES (1, 'm0@contoso.example'), (2, 'kim@fabrikam.example');
        INSERT INTO decision VALUES (1, 'admitted'), (2, 'crm');
        INSERT INTO mailbox VALUES (1, 't', 'm0@contoso.example'), (2, 't', 'crm');
        INSERT INTO stream VALUES (1, 1, 'mail', 'f0', 'a', 's', 3, 0), (2, 1, 'calendar', 'c0', NULL, NULL, 1, 1),
            (3, 2, 'activity', 'emails', 'b', 's', 1, 0), (4, 2, 'record', 'contacts', 'c', 's', 2, 0);
        INSERT INTO postponed VALUES (1, 2, 'i', 'ErrorItemCorrupt', 2);
        INSERT INTO interaction VALUES
            (1, x'01000000000000000000000000000000', NULL, 0, 1, 1, 1, 1, 0, NULL, 0, 1, 1, 's', x'18012002', NULL),
            (2, x'02000000000000000000000000000000', NULL, 0, 2, 3, 1, 2, 60, NULL, 0, 1, 1, NULL, x'18012002', ''),
            (3, x'03000000000000000000000000000000', 6, 0, 1, 2, 2, 3, 0, NULL, 0, 1, 1, NULL, x'18012002',
                'contact/00000000-0000-0000-0000-000000000002'),
            (4, x'04000000000000000000000000000000', 7, 1, 1, 1, 3, 0, 0, NULL, 0, 0, 0, NULL, x'', NULL),
            (5, x'05000000000000000000000000000000', NULL, 0, 2, 1, 1, 5, 0, NULL, 0, 1, 1, NULL, x'18012002', '');
        INSERT INTO sighting VALUES (1, 0, 10, 1, 0, 3, 1), (2, 2, 11, 3, 0, 1, 2), (3, 0, 12, 1, 2, 3, 1),
            (3, 2, 13, 3, 0, 1, 2);
        INSERT INTO variant VALUES (3, 13, 2, 2, 4, 0, NULL, 0, 1, 1, NULL, x'2002');
        INSERT INTO activity VALUES (3, 13, 'contact/00000000-0000-0000-0000-000000000002');
        INSERT INTO former VALUES (1, 5);
        INSERT INTO record VALUES (1, 4, 'item-2', 2, 'contact/00000000-0000-0000-0000-000000000002', 'Kim', NULL, NULL,
            NULL, NULL, 1, NULL);
        INSERT INTO record_address VALUES (1, 2);
        """
}
