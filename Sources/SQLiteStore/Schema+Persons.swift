extension Schema {
    /// Makes room for who is who.
    ///
    /// `directory_address` has what the organisation's directory says of each address, `person` being the one that is
    /// shown, `resource` 2 where nobody knows what it is; `owner_address` the addresses that a service names for a
    /// mailbox's owner, his primary one first. `meta.persons` grows with everything that changes which addresses are
    /// one person's.
    static let persons = """
        CREATE TABLE directory_address (
            address INTEGER PRIMARY KEY REFERENCES address,
            person INTEGER NOT NULL REFERENCES address,
            is_inside INTEGER NOT NULL CHECK (is_inside IN (0, 1)),
            resource INTEGER NOT NULL CHECK (resource BETWEEN 0 AND 2)
        ) STRICT;
        CREATE INDEX directory_address_person ON directory_address (person);
        CREATE TABLE owner_address (
            owner INTEGER NOT NULL REFERENCES owner ON DELETE CASCADE,
            place INTEGER NOT NULL CHECK (place >= 0),
            address INTEGER NOT NULL REFERENCES address,
            PRIMARY KEY (owner, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX owner_address_address ON owner_address (address);
        ALTER TABLE meta ADD COLUMN persons INTEGER NOT NULL DEFAULT 0 CHECK (persons >= 0);
        """

    /// `plus_domains` has the domains of `PlusAddressing` with spaces between them, NULL where there are none.
    static let plusAddressing = "ALTER TABLE meta ADD COLUMN plus_domains TEXT CHECK (plus_domains <> '')"
}
