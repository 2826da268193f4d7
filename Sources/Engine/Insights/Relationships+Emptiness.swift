import Settings

extension Relationships {
    /// Why nothing can be scored and what to do about it; nil if something can.
    ///
    /// - Parameters:
    ///   - records: accounts, contacts, leads and opportunities of the CRM.
    ///   - interactions: mails, meetings and calls that any record could be scored by.
    ///   - mailboxes: how many are read.
    static func emptiness(
        _ settings: RapportSettings,
        records: Int,
        interactions: Int,
        mailboxes: Int
    ) -> String? {
        if records == 0 {
            guard settings.dataverse.root != nil || settings.records != nil else {
                return """
                    Scores are those of a CRM's accounts, contacts, leads and opportunities, and the configuration names \
                    no CRM. Name Dataverse under 'dataverse.url', or a file under 'records' (Documentation/records.md), \
                    and run 'rapport sync'.
                    """
            }
            return """
                The CRM has no accounts, contacts, leads or opportunities here yet. Run 'rapport sync'; 'rapport status' \
                says what it found.
                """
        }
        guard interactions == 0 else { return nil }
        if mailboxes == 0 {
            return """
                No mailbox has been read, and the CRM has no activities. 'rapport eligibility' says why no mailbox is \
                admitted; then run 'rapport sync'.
                """
        }
        return """
            Nothing that was read from \(mailboxes) mailboxes names anybody yet. 'rapport status' says how far the reading \
            is, and what was left out.
            """
    }
}
