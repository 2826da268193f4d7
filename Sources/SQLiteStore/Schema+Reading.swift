extension Schema {
    /// `untold` has the interactions that are kept for their mailboxes and told nobody, see `InteractionStore.hold`.
    static let holding = """
        CREATE TABLE untold (interaction INTEGER PRIMARY KEY REFERENCES interaction) STRICT;
        """

    /// Makes counting and following cheap.
    ///
    /// `meta` counts interactions by kind, removed ones and copies that are held. `address_change` has the sequence of
    /// the last change of the row of the CRM that an address belongs to; who takes part in an interaction is told anew
    /// with it, without a write to the interaction.
    static let reading = """
        ALTER TABLE meta ADD COLUMN emails INTEGER NOT NULL DEFAULT 0 CHECK (emails >= 0);
        ALTER TABLE meta ADD COLUMN meetings INTEGER NOT NULL DEFAULT 0 CHECK (meetings >= 0);
        ALTER TABLE meta ADD COLUMN phone_calls INTEGER NOT NULL DEFAULT 0 CHECK (phone_calls >= 0);
        ALTER TABLE meta ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed >= 0);
        ALTER TABLE meta ADD COLUMN sightings INTEGER NOT NULL DEFAULT 0 CHECK (sightings >= 0);
        UPDATE meta SET (\(CounterChange.columns)) = (\(CounterChange.counts));
        CREATE TABLE address_change (
            address INTEGER PRIMARY KEY REFERENCES address ON DELETE CASCADE,
            sequence INTEGER NOT NULL CHECK (sequence > 0)
        ) STRICT;
        CREATE INDEX address_change_sequence ON address_change (sequence);
        INSERT INTO address_change SELECT DISTINCT address, (SELECT sequence + 1 FROM meta) FROM crm_row_address;
        UPDATE meta SET sequence = sequence + 1 WHERE EXISTS (SELECT 1 FROM address_change);
        CREATE INDEX crm_row_merged ON crm_row (merged_into) WHERE merged_into IS NOT NULL;
        CREATE INDEX stream_read ON stream (owner) WHERE cursor IS NOT NULL;
        CREATE INDEX stream_in_round ON stream (in_round) WHERE in_round = 1;
        """
}
