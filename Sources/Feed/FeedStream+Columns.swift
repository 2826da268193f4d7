package import Interactions

extension FeedStream {
    /// The name of the first column, which is the primary key.
    package var keyName: String {
        switch self {
        case .participant: "participant_id"
        case .person: "address_id"
        case .interaction, .record, .relationship, .introduction: "\(rawValue)_id"
        }
    }

    /// What a row is.
    package var meaning: String {
        switch self {
        case .interaction: "One real-world contact between people: a mail, a meeting or a phone call."
        case .participant: "Somebody's part in an interaction: one row for each place in its list."
        case .person: "An address, and whose it is: all addresses of one person have the same person_id."
        case .record: "A row of the CRM: an account, contact, lead or opportunity, or whom they belong to."
        case .relationship:
            "What scoring says of one account, contact, lead or opportunity, as of the instant scored_at."
        case .introduction:
            "A colleague who can introduce somebody to a contact or lead, as of its relationship's scored_at."
        }
    }

    /// Grows when a field of the stream comes, goes or changes its meaning.
    package var schemaVersion: Int {
        switch self {
        case .record, .relationship: 3
        case .interaction, .participant, .person, .introduction: InteractionRecord.schemaVersion
        }
    }

    /// All columns, in their order: the key, what is in every row, what the stream says, and the sequence.
    ///
    /// Whatever the stream says is null in a deletion.
    package var columns: [FeedColumn] { Self.before(keyName, keyMeaning) + content + [Self.sequence] }

    /// The columns between those that every stream has.
    package var content: [FeedColumn] {
        switch self {
        case .interaction: Self.interactionContent
        case .participant: Self.participantContent
        case .person: Self.personContent
        case .record: Self.recordContent
        case .relationship: Self.relationshipContent
        case .introduction: Self.introductionContent
        }
    }

    private var keyMeaning: String {
        switch self {
        case .interaction: "Keyed hash of tenant and identity; the same for every copy in every mailbox and service."
        case .participant: "Keyed hash of the interaction and the place in its list; it names nobody."
        case .person: "Keyed hash of the address."
        case .record: "Keyed hash of table and identifier of the row."
        case .relationship: "Keyed hash of the record."
        case .introduction: "Keyed hash of the record and of the colleague's address."
        }
    }

    private static func before(_ key: String, _ meaning: String) -> [FeedColumn] {
        [
            FeedColumn(key, .hash, isNullable: false, "Primary key. \(meaning)"),
            FeedColumn(
                "op",
                .text(words: ["upsert", "delete"]),
                isNullable: false,
                "upsert: the row is new or told anew, in all of its fields. delete: the row is gone; only its key is told."
            ),
            FeedColumn(
                "schema_version",
                .integer,
                isNullable: false,
                "Grows when a field of the stream comes, goes or changes its meaning."
            ),
            FeedColumn("tenant_id", .text(words: []), isNullable: false, "Whose data it is."),
            FeedColumn(
                "store_epoch",
                .hash,
                isNullable: false,
                "The life of the store. Rows of another one are no continuation: start over."
            ),
        ]
    }

    private static let sequence = FeedColumn(
        "sequence",
        .integer,
        isNullable: false,
        "Place in the order of changes of the store. Of two rows of one key the one with the greater number is the truth."
    )
}
