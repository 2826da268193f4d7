extension Schema {
    /// `round` has of every owner what was remembered at the end of its last round; `is_open` says that something was
    /// committed since.
    static let rounds = """
        CREATE TABLE round (
            owner INTEGER PRIMARY KEY REFERENCES owner ON DELETE CASCADE,
            overview TEXT,
            settings TEXT NOT NULL,
            asked_at_us INTEGER,
            is_open INTEGER NOT NULL DEFAULT 0 CHECK (is_open IN (0, 1))
        ) STRICT;
        """
}
