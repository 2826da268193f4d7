extension Schema {
    /// `derivation` is the fingerprint of the rule by which what is stored was derived last, up to the interaction
    /// `derived_to`, or all of it where that is NULL.
    static let derivation = """
        ALTER TABLE meta ADD COLUMN derivation TEXT;
        ALTER TABLE meta ADD COLUMN derived_to INTEGER
            CHECK (derived_to IS NULL OR derivation IS NOT NULL AND derived_to >= 0);
        """
}
