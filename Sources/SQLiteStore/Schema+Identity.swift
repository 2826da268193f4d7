extension Schema {
    /// `nameless` has the mails of which no copy has a Message-ID.
    static let identity = """
        CREATE TABLE nameless (interaction INTEGER PRIMARY KEY REFERENCES interaction) STRICT;
        """

    /// Keeps what the identity of a mail's copies stands on, so that it can be worked out again whenever another copy
    /// comes or goes.
    ///
    /// `nameless_copy` has the copies without Message-ID, whatever they are copies of: what each is where it is alone,
    /// and when it says that it was sent. `contested` has the mails that are several although all of their copies have
    /// one Message-ID, `base` being what that says; the mail of that identity is among them. `identity_due` says that
    /// somebody is somebody else since all copies were put where they belong.
    static let identityOfCopies = """
        CREATE TABLE nameless_copy (
            stream INTEGER NOT NULL,
            key INTEGER NOT NULL,
            id BLOB NOT NULL CHECK (length(id) = 16),
            occurred_at_us INTEGER NOT NULL,
            PRIMARY KEY (stream, key),
            FOREIGN KEY (stream, key) REFERENCES sighting (stream, key) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX nameless_copy_occurred ON nameless_copy (occurred_at_us);
        INSERT INTO nameless_copy
            SELECT sighting.stream, sighting.key, interaction.id,
                ifnull(differing_content.occurred_at_us, interaction.occurred_at_us)
            FROM nameless JOIN sighting ON sighting.interaction = nameless.interaction
            JOIN interaction ON interaction.number = nameless.interaction
            LEFT JOIN differing_content USING (stream, key);
        DROP TABLE nameless;
        CREATE TABLE contested (
            interaction INTEGER PRIMARY KEY REFERENCES interaction,
            base BLOB NOT NULL CHECK (length(base) = 16)
        ) STRICT;
        CREATE INDEX contested_base ON contested (base);
        CREATE INDEX differing_mail ON differing_content (occurred_at_us) WHERE kind = 1;
        ALTER TABLE meta ADD COLUMN identity_due INTEGER NOT NULL DEFAULT 0 CHECK (identity_due IN (0, 1));
        """
}
