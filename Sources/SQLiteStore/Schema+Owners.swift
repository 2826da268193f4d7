extension Schema {
    /// Makes the CRM an owner of streams beside the mailboxes: the one without an address.
    ///
    /// What says where an interaction is known and what it is about gets columns of its own: `in_exchange`, `in_crm`
    /// and `regarding`, which all are empty in what is removed.
    ///
    /// `previous_interaction` names what an item was before it became another interaction, until its owner's round
    /// ends; `differing_content` has what a copy says that does not say the same as its interaction's row; `crm_row`
    /// and its addresses are what interactions are counted to.
    static let owners = """
        CREATE TABLE owner (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            address TEXT CHECK (address <> ''),
            UNIQUE (source, address)
        ) STRICT;
        CREATE UNIQUE INDEX owner_crm ON owner (source) WHERE address IS NULL;
        INSERT INTO owner SELECT id, source, nullif(address, 'crm') FROM mailbox;
        CREATE TABLE new_stream (
            id INTEGER PRIMARY KEY,
            owner INTEGER NOT NULL REFERENCES owner,
            kind TEXT NOT NULL CHECK (kind IN ('mail', 'calendar', 'activity', 'table')),
            folder TEXT NOT NULL,
            cursor TEXT,
            settings TEXT CHECK ((settings IS NULL) = (cursor IS NULL)),
            generation INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0),
            in_round INTEGER NOT NULL DEFAULT 0 CHECK (in_round IN (0, 1)),
            UNIQUE (owner, kind, folder)
        ) STRICT;
        INSERT INTO new_stream SELECT id, mailbox, iif(kind = 'record', 'table', kind), folder, cursor, settings,
            generation, in_round FROM stream;
        DROP TABLE stream;
        ALTER TABLE new_stream RENAME TO stream;
        CREATE TABLE previous_interaction (
            owner INTEGER NOT NULL REFERENCES owner,
            interaction INTEGER NOT NULL REFERENCES interaction,
            PRIMARY KEY (owner, interaction)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO previous_interaction SELECT mailbox, interaction FROM former;
        CREATE INDEX previous_interaction_interaction ON previous_interaction (interaction);
        DROP TABLE former;
        DROP TABLE mailbox;
        ALTER TABLE variant RENAME TO differing_content;
        ALTER TABLE record RENAME TO crm_row;
        ALTER TABLE record_address RENAME TO crm_row_address;
        ALTER TABLE crm_row_address RENAME COLUMN record TO number;
        DROP INDEX record_address_record;
        CREATE INDEX crm_row_address_number ON crm_row_address (number);
        ALTER TABLE interaction ADD COLUMN in_exchange INTEGER NOT NULL DEFAULT 1 CHECK (in_exchange IN (0, 1));
        ALTER TABLE interaction ADD COLUMN in_crm INTEGER NOT NULL DEFAULT 0 CHECK (in_crm IN (0, 1));
        ALTER TABLE interaction ADD COLUMN regarding TEXT CHECK (regarding IS NULL OR in_crm = 1 AND regarding <> '');
        UPDATE interaction SET in_crm = 1, regarding = nullif(crm, ''), in_exchange = EXISTS (
            SELECT 1 FROM sighting WHERE interaction = number AND rank < 2) WHERE crm IS NOT NULL;
        UPDATE interaction SET in_exchange = 0 WHERE deleted = 1;
        ALTER TABLE interaction DROP COLUMN crm;
        """
}
