import Interactions
import Scoring

extension FeedStream {
    static let personContent: [FeedColumn] = [
        .text("address", "As in interaction_participant."),
        FeedColumn("person_id", .hash, "The address_id of the address that stands for the person."),
        .text("name", "What the CRM calls the person, null for whom it does not know."),
        .text("crm_type", "Table of the CRM's row of the person."),
        .text("crm_id", "Identifier of the CRM's row of the person."),
    ]

    static let recordContent: [FeedColumn] =
        reference("crm", "The row: its table, as Dataverse names it")
        + [
            .text("name", "What lists show."),
            FeedColumn("is_active", .boolean, "Open or active."),
        ]
        + reference("parent", "A person's company, an account's parent, an opportunity's customer")
        + reference("contact", "The person of a lead or opportunity")
        + reference("origin", "The lead that an opportunity came from")
        + reference("owner", "Whose it is")
        + reference("merged_into", "The row that it became")
        + reference("customer", "An opportunity's customer where that is somebody else than its account")
        + [
            .text("job_title", "What a contact or lead is in the company, as somebody wrote it."),
            .text("sale_state", Sale.State.allCases.map(\.recordName), "Of an opportunity: what became of it so far."),
            .text("stage", "Of an opportunity: where in the sales process it is, in the CRM's words."),
            FeedColumn(
                "estimated_value_hundredths",
                .integer,
                "Of an opportunity: what it may bring, in hundredths of the organisation's base currency."
            ),
            .text("currency", "The base currency (ISO 4217); null where the CRM does not say it or there is no value."),
            FeedColumn("close_date", .date, "Of an opportunity: when it is expected to be closed."),
        ]

    private static let record: [FeedColumn] =
        [FeedColumn("record_id", .hash, "Key of the record in the stream record.")]
        + reference("crm", "The record")

    static let relationshipContent: [FeedColumn] =
        record + [
            FeedColumn("scoring_version", .integer, "Which formulas: see Documentation/health.md."),
            FeedColumn("uses_exchange", .boolean, "Mailboxes were counted, not only the CRM."),
            .text("health_state", Health.State.allCases.map(\.recordName), "The grade, or why there is none."),
            FeedColumn("health_score", .integer, "0 to 100, null for a state that is no grade."),
            .text(
                "health_trend",
                Health.Trend.allCases.map(\.recordName),
                "Against two weeks ago or longer, as the frequency wants it."
            ),
            FeedColumn("health_activity", .integer, "Part of the score, in millionths of a point."),
            FeedColumn("health_recency", .integer, "Part of the score, in millionths of a point."),
            FeedColumn("health_balance", .integer, "Part of the score, in millionths of a point."),
            FeedColumn("health_answers", .integer, "Part of the score, in millionths of a point."),
            FeedColumn("health_waiting", .integer, "What their waiting takes away, in millionths of a point."),
            FeedColumn("former_score", .integer, "The score at the earlier clock of the trend."),
            FeedColumn("strength", .integer, "What was built up, 0 to 99."),
            FeedColumn("interval_days", .integer, "Days between contacts, as this relationship has them."),
            FeedColumn("attention_points", .integer, "Risk and importance, 0 to 100."),
            .text("attention_reason", Attention.Reason.allCases.map(\.recordName), "What is wrong, or none."),
            FeedColumn("waiting_count", .integer, "Mails and calls that wait for our answer."),
            FeedColumn("waiting_since", .instant, "When the first of them came."),
            FeedColumn("unheard_count", .integer, "Mails of ours to them after the last contact from them."),
            FeedColumn("silent_days", .integer, "Whole days since their last contact, or ours where they had none."),
            FeedColumn("emails_sent", .integer, "In 365 days."),
            FeedColumn("emails_received", .integer, "In 365 days."),
            FeedColumn("replies_sent", .integer, "In 365 days."),
            FeedColumn("replies_received", .integer, "In 365 days."),
            FeedColumn("meetings_sent", .integer, "That we called, in 365 days."),
            FeedColumn("meetings_received", .integer, "That they called, in 365 days."),
            FeedColumn("calls_made", .integer, "In 365 days."),
            FeedColumn("calls_received", .integer, "In 365 days."),
            FeedColumn("team_seconds", .integer, "Time that we spent, in 365 days."),
            FeedColumn("customer_seconds", .integer, "Time that they spent, in 365 days."),
            FeedColumn("asked_by_them", .integer, "Conversations that they began, in 365 days."),
            FeedColumn("answered_by_us", .integer, "Those of them that we answered."),
            FeedColumn("answer_seconds_by_us", .integer, "Average time until our first answer; null without one."),
            FeedColumn("asked_by_us", .integer, "Conversations that we began, in 365 days."),
            FeedColumn("answered_by_them", .integer, "Those of them that they answered."),
            FeedColumn("answer_seconds_by_them", .integer, "Average time until their first answer; null without one."),
            FeedColumn("last_at", .instant, "The last interaction."),
            .text("last_kind", Interaction.Kind.allCases.map(\.recordName), "What the last interaction was."),
            FeedColumn("next_at", .instant, "The next planned interaction."),
            FeedColumn("most_contacted_id", .hash, "address_id of whom we contacted most."),
            FeedColumn("most_contacted_by_id", .hash, "address_id of who contacted us most."),
            FeedColumn(
                "scored_at",
                .instant,
                """
                As of when all of this holds: the beginning of the day of UTC or, where anything counted for the record \
                since, the last of that. Null where nothing ever did.
                """
            ),
        ]

    static let introductionContent: [FeedColumn] =
        record + [
            FeedColumn("address_id", .hash, "The colleague, by the address that is shown."),
            FeedColumn("place", .integer, "1 for the best of at most five."),
            FeedColumn("strength", .integer, "0 to 99."),
            .text(
                "band",
                Introducer.Band.allCases.map(\.rawValue),
                "The strength in a word; unknown where contact went one way only."
            ),
            FeedColumn("is_two_way", .boolean, "Both wrote, called or met."),
            FeedColumn("emails", .integer, "That the two exchanged."),
            FeedColumn("meetings", .integer, "At which both were."),
            FeedColumn("calls", .integer, "Between the two."),
            FeedColumn("last_at", .instant, "Their last contact."),
        ]

    private static func reference(_ name: String, _ meaning: String) -> [FeedColumn] {
        [.text("\(name)_type", "\(meaning): table."), .text("\(name)_id", "\(meaning): identifier.")]
    }
}
