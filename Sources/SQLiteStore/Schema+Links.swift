extension Schema {
    /// `links` has whom the CRM says that addresses stood for, see `NumberedLink`: in `activity` what one of its copies
    /// says, in `interaction` what all of them say.
    static let links = """
        CREATE TABLE new_activity (
            stream INTEGER NOT NULL,
            key INTEGER NOT NULL,
            regarding TEXT CHECK (regarding <> ''),
            links BLOB NOT NULL,
            CHECK (regarding IS NOT NULL OR length(links) > 0),
            PRIMARY KEY (stream, key),
            FOREIGN KEY (stream, key) REFERENCES sighting (stream, key) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        INSERT INTO new_activity SELECT stream, key, regarding, x'' FROM activity;
        DROP TABLE activity;
        ALTER TABLE new_activity RENAME TO activity;
        ALTER TABLE interaction ADD COLUMN links BLOB NOT NULL DEFAULT x'' CHECK (length(links) = 0 OR in_crm = 1);
        """

    /// What sales are worth and who has to do with them.
    ///
    /// `crm_link` has what a row of the CRM says of two others: `other` is a stakeholder or colleague of the sale, or a
    /// member of the team, that `record` is.
    static let sales = """
        ALTER TABLE crm_row ADD COLUMN customer TEXT;
        ALTER TABLE crm_row ADD COLUMN job_title TEXT;
        ALTER TABLE crm_row ADD COLUMN sale_state INTEGER CHECK (sale_state BETWEEN 0 AND 2);
        ALTER TABLE crm_row ADD COLUMN stage TEXT;
        ALTER TABLE crm_row ADD COLUMN estimated_value INTEGER;
        ALTER TABLE crm_row ADD COLUMN currency TEXT;
        ALTER TABLE crm_row ADD COLUMN close_day INTEGER;
        CREATE TABLE crm_link (
            stream INTEGER NOT NULL REFERENCES stream,
            item TEXT NOT NULL,
            record TEXT NOT NULL CHECK (record <> ''),
            other TEXT NOT NULL CHECK (other <> ''),
            generation INTEGER NOT NULL,
            PRIMARY KEY (stream, item, record, other)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX crm_link_record ON crm_link (record, other);
        CREATE INDEX crm_link_other ON crm_link (other);
        """
}
