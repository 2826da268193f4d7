extension Schema {
    /// `nameless` has the mails of which no copy has a Message-ID: each waits for the one that it is a copy of.
    static let identity = """
        CREATE TABLE nameless (interaction INTEGER PRIMARY KEY REFERENCES interaction) STRICT;
        """
}
