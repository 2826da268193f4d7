extension Schema {
    /// `erased_claim` has, by keyed hashes alone, which addresses a row of the CRM has whose person was erased, or was
    /// linked to: they may be the person's, and may be others' as well.
    ///
    /// `person` is the row that `record` was merged into, or `record` itself; `is_open` says that it is still to be
    /// decided, which is done when the CRM's round has ended.
    static let claims = """
        CREATE TABLE erased_claim (
            record BLOB NOT NULL CHECK (length(record) = 16),
            is_linked INTEGER NOT NULL CHECK (is_linked IN (0, 1)),
            address BLOB NOT NULL CHECK (length(address) = 16),
            person BLOB NOT NULL CHECK (length(person) = 16),
            is_open INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
            PRIMARY KEY (record, is_linked, address)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX erased_claim_address ON erased_claim (address);
        """

    /// `erased_use` has, by keyed hashes alone, which addresses of others an erased person used in an interaction: the
    /// CRM linked them to the person there.
    static let erasedUses = """
        CREATE TABLE erased_use (
            interaction BLOB NOT NULL CHECK (length(interaction) = 16),
            address BLOB NOT NULL CHECK (length(address) = 16),
            PRIMARY KEY (interaction, address)
        ) STRICT, WITHOUT ROWID;
        """
}
