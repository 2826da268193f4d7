/// Writes records as NDJSON: one JSON object and a line feed each, every field of the schema in its order, `null`
/// where nothing is known.
///
/// Subjects are not part of the record and never get out here.
package struct RecordWriter: Sendable {
    private var lines = JSONLines()
    /// `schema_version` and `tenant_id`, the same in every line.
    private let origin: [UInt8]

    package init(tenant: String) {
        var fields = JSONLines()
        fields.add("schema_version", InteractionRecord.schemaVersion)
        fields.add("tenant_id", tenant)
        origin = fields.bytes
    }

    /// Hands out the complete lines so far, in UTF-8, and begins anew; to be called often enough that they do not
    /// grow with the store.
    package mutating func takeBytes() -> [UInt8] {
        lines.take()
    }

    /// A line of the stream `interaction`.
    package mutating func appendInteraction(_ record: InteractionRecord) {
        lines.begin()
        lines.add("interaction_id", record.id.hash)
        switch record.operation {
        case .upsert(let interaction):
            lines.add("op", "upsert")
            lines.add(fields: origin)
            add(interaction, of: record)
        case .delete:
            lines.add("op", "delete")
            lines.add(fields: origin)
            for name in Self.unknownOfDeleted { lines.addNull(name) }
        }
        lines.add("decision_id", record.decision)
        lines.add("sequence", Int(record.sequence))
        lines.end()
    }

    /// The lines of the stream `interaction_participant`: one a participant, none for a deletion.
    package mutating func appendParticipants(_ record: InteractionRecord) {
        guard case .upsert(let interaction) = record.operation else { return }
        for participant in interaction.participants {
            lines.begin()
            lines.add("interaction_id", interaction.id.hash)
            lines.add("role", participant.role.rawValue)
            lines.add("address", participant.address.text)
            lines.add("is_internal", participant.isInternal)
            let row = record.records[participant.address]
            lines.add("crm_type", row?.table.rawValue)
            lines.add("crm_id", row?.id)
            lines.add("response", participant.response?.recordName)
            lines.end()
        }
    }

    private static let unknownOfDeleted: [StaticString] = [
        "kind", "direction", "occurred_at", "occurred_at_us", "duration_s", "in_exchange", "in_crm", "conversation_id",
        "is_reply", "is_automated", "is_bulk", "is_private", "is_cancelled", "is_all_day", "is_recurring",
        "internal_count", "external_count", "truncated", "regarding_type", "regarding_id",
    ]

    private mutating func add(_ interaction: Interaction, of record: InteractionRecord) {
        lines.add("kind", interaction.kind.recordName)
        lines.add("direction", interaction.direction.recordName)
        lines.add("occurred_at", interaction.occurredAt.iso8601)
        lines.add("occurred_at_us", Int(interaction.occurredAt.microseconds))
        lines.add("duration_s", interaction.durationSeconds)
        lines.add("in_exchange", record.isInExchange)
        lines.add("in_crm", record.isInCRM)
        lines.add("conversation_id", interaction.conversation?.hash)
        lines.add("is_reply", interaction.flags.contains(.reply))
        lines.add("is_automated", interaction.flags.contains(.automated))
        lines.add("is_bulk", interaction.flags.contains(.bulk))
        lines.add("is_private", interaction.flags.contains(.private))
        // Of version 1, and never so: what is called off is removed.
        lines.add("is_cancelled", false)
        lines.add("is_all_day", interaction.flags.contains(.allDay))
        lines.add("is_recurring", interaction.flags.contains(.recurring))
        lines.add("internal_count", interaction.internalCount)
        lines.add("external_count", interaction.externalCount)
        lines.add("truncated", interaction.flags.contains(.truncated))
        lines.add("regarding_type", record.regarding?.table.rawValue)
        lines.add("regarding_id", record.regarding?.id)
    }
}
