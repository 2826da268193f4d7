extension Schema {
    /// `epoch` is the life of the store; a migration that changes what identifiers or sequence numbers mean sets
    /// another one with `newEpoch`.
    ///
    /// `most_participants` has how many took part in an interaction once, where fewer do now. `derived_row` has every
    /// row of the derived streams as it was told last; one that was removed has no content and keeps its key.
    static let feed = """
        ALTER TABLE meta ADD COLUMN epoch TEXT NOT NULL DEFAULT '' CHECK (length(epoch) IN (0, 32));
        UPDATE meta SET epoch = \(newEpoch);
        CREATE TABLE most_participants (
            interaction INTEGER PRIMARY KEY REFERENCES interaction,
            count INTEGER NOT NULL CHECK (count > 0)
        ) STRICT;
        CREATE TABLE derived_row (
            stream TEXT NOT NULL CHECK (stream <> ''),
            key BLOB NOT NULL CHECK (length(key) = 16),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            content BLOB,
            PRIMARY KEY (key, stream)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX derived_row_sequence ON derived_row (stream, sequence);
        """

    /// `first_partition` has by what an interaction's records are kept in order, where that is no longer its
    /// conversation, or for want of one its identifier: keyed hashes alone, kept of what is removed as well.
    ///
    /// What an older version stored goes on by its identifier, as it was told so far.
    static let partitions = """
        CREATE TABLE first_partition (
            interaction INTEGER PRIMARY KEY REFERENCES interaction,
            partition BLOB NOT NULL CHECK (length(partition) = 16)
        ) STRICT;
        INSERT INTO first_partition (interaction, partition)
        SELECT number, id FROM interaction WHERE conversation IS NOT NULL;
        """

    /// An expression of SQL: 32 hexadecimal digits that nobody had before.
    static let newEpoch = "lower(hex(randomblob(16)))"
}
