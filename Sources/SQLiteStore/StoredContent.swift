import GRDB
import Interactions

/// What a copy says, as columns: everything of an interaction but its identifier.
struct StoredContent: Equatable {
    private static let names = [
        "kind", "direction", "occurred_at_us", "duration_s", "conversation", "flags", "internal_count",
        "external_count", "subject", "participants",
    ]
    /// In the order in which they are read and bound.
    static let columns = names.joined(separator: ", ")
    /// As many question marks.
    static let marks = names.map { _ in "?" }.joined(separator: ", ")

    static func columns(of table: String) -> String {
        names.map { "\(table).\($0)" }.joined(separator: ", ")
    }

    /// What a row of `table` says, and what one of `other` says where there is no such row.
    static func columns(of table: String, orOf other: String) -> String {
        names.map { "iif(\(table).kind IS NULL, \(other).\($0), \(table).\($0))" }.joined(separator: ", ")
    }

    var kind: Int
    var direction: Int
    var occurredAt: Int64
    var durationSeconds: Int
    var conversation: ConversationID?
    var flags: Int
    var internalCount: Int
    var externalCount: Int
    var subject: Interaction.Subject
    /// See `ParticipantCoding`.
    var participants: [UInt8]

    /// - Parameter participants: the interaction's, with addresses as numbers.
    init(_ interaction: Interaction, participants: [UInt8]) {
        kind = interaction.kind.rawValue
        direction = interaction.direction.rawValue
        occurredAt = interaction.occurredAt.microseconds
        durationSeconds = interaction.durationSeconds
        conversation = interaction.conversation
        flags = interaction.flags.rawValue
        internalCount = interaction.internalCount
        externalCount = interaction.externalCount
        subject = interaction.subject
        self.participants = participants
    }

    /// What stays of a removed interaction: its kind.
    init(removed kind: Int) {
        self.kind = kind
        direction = Interaction.Direction.internal.rawValue
        occurredAt = 0
        durationSeconds = 0
        flags = 0
        internalCount = 0
        externalCount = 0
        subject = .none
        participants = []
    }

    /// Reads the columns of a row, `columns` from position `first` on.
    init(_ row: borrowing RowCursor, first: Int32) {
        kind = Int(row.integer(first))
        direction = Int(row.integer(first + 1))
        occurredAt = row.integer(first + 2)
        durationSeconds = Int(row.integer(first + 3))
        conversation = KeyedHash(bytes: row.blob(first + 4)).map { ConversationID($0) }
        flags = Int(row.integer(first + 5))
        internalCount = Int(row.integer(first + 6))
        externalCount = Int(row.integer(first + 7))
        subject = row.subject(first + 8)
        participants = row.blob(first + 9)
    }

    var participantCount: Int {
        var count = 0
        ParticipantCoding.forEach(in: participants) { _, _ in count += 1 }
        return count
    }

    /// Binds the columns in their order.
    func bind(to statement: inout Binding) {
        statement.add(Int64(kind))
        statement.add(Int64(direction))
        statement.add(occurredAt)
        statement.add(Int64(durationSeconds))
        if let conversation { statement.add(conversation.hash) } else { statement.addNull() }
        statement.add(Int64(flags))
        statement.add(Int64(internalCount))
        statement.add(Int64(externalCount))
        switch subject {
        case .none: statement.addNull()
        case .hash(let hash): statement.add(hash)
        case .text(let text): statement.add(text)
        }
        statement.add(blob: participants)
    }

    /// The interaction of this content, nil if a number in it names nothing.
    func interaction(_ id: InteractionID, participants: [Participant]) -> Interaction? {
        guard let kind = Interaction.Kind(rawValue: kind), let direction = Interaction.Direction(rawValue: direction)
        else { return nil }
        return Interaction(
            id: id,
            kind: kind,
            direction: direction,
            occurredAt: Timestamp(microseconds: occurredAt),
            durationSeconds: durationSeconds,
            conversation: conversation,
            flags: Interaction.Flags(rawValue: flags),
            internalCount: internalCount,
            externalCount: externalCount,
            subject: subject,
            participants: participants
        )
    }
}
