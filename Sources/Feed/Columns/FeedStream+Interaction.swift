import Interactions

extension FeedStream {
    static let interactionContent: [FeedColumn] = [
        .text("kind", Interaction.Kind.allCases.map(\.recordName), "What it was."),
        .text(
            "direction",
            Interaction.Direction.allCases.map(\.recordName),
            "Seen from the organisation: from inside to somebody outside, from outside, nobody outside."
        ),
        FeedColumn(
            "occurred_at",
            .instant,
            "Sent time of a mail, start of a meeting or call; of an all-day meeting, midnight of its date in UTC."
        ),
        FeedColumn("occurred_at_us", .integer, "The same in microseconds since 1970."),
        FeedColumn("duration_s", .integer, "Whole seconds; 0 for mail."),
        FeedColumn("in_exchange", .boolean, "A mailbox holds or held it."),
        FeedColumn("in_crm", .boolean, "The CRM knows it."),
        FeedColumn("conversation_id", .hash, "Keyed hash of the thread of a mail."),
        FeedColumn("is_reply", .boolean, "A mail that answers another."),
        FeedColumn("is_automated", .boolean, "Sent by a machine; not scored."),
        FeedColumn("is_bulk", .boolean, "Lists and mass mail; not scored."),
        FeedColumn(
            "is_private",
            .boolean,
            "Counts as its owner's time only; one interaction for each owner, with him as sole participant."
        ),
        FeedColumn(
            "is_cancelled",
            .boolean,
            "Never true: what is called off is deleted. Kept for readers of version 1."
        ),
        FeedColumn("is_all_day", .boolean, "A meeting without hours."),
        FeedColumn("is_recurring", .boolean, "One occurrence of a series."),
        FeedColumn("internal_count", .integer, "Distinct people inside; complete even if truncated."),
        FeedColumn("external_count", .integer, "Distinct people outside; complete even if truncated."),
        FeedColumn("truncated", .boolean, "More took part than are listed."),
        .text("regarding_type", "Table of the CRM's row that it is about."),
        .text("regarding_id", "Identifier of the CRM's row that it is about."),
        .text("decision_id", "The decision by which a mailbox's data was let in; null for what only the CRM knows."),
    ]

    static let participantContent: [FeedColumn] = [
        FeedColumn("interaction_id", .hash, "The interaction that it is a part of."),
        FeedColumn(
            "role",
            .integer,
            """
            activityparty.participationtypemask of Dataverse: 1 sender, 2 to, 3 cc, 4 bcc, 5 required, 6 optional, \
            7 organizer, 8 regarding, 9 owner, 10 resource, 11 customer, 12 partner, 13 related.
            """
        ),
        .text(
            "address",
            """
            SMTP address in canonical form; or EX: and a distinguished name that no directory resolved, CRM: and a row \
            named without an address, UNREADABLE: and a hash.
            """
        ),
        FeedColumn("address_id", .hash, "Keyed hash of the address: a key of the stream person."),
        FeedColumn("is_internal", .boolean, "Somebody of the organisation."),
        .text("crm_type", "Table of the CRM's row with this address."),
        .text("crm_id", "Identifier of the CRM's row with this address."),
        .text(
            "response",
            Participant.Response.allCases.map(\.recordName),
            "What an attendee answered, as far as the organizer's copy says."
        ),
    ]
}

extension FeedColumn {
    static func text(_ name: String, _ meaning: String) -> FeedColumn { .text(name, [], meaning) }
}
