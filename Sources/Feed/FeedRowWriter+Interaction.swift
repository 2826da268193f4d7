package import Interactions

extension FeedRowWriter {
    /// The row of the stream `interaction`.
    package mutating func add(interaction record: InteractionRecord, of origin: FeedOrigin) {
        belong(to: record.partition)
        guard case .upsert(let interaction) = record.operation else {
            return delete(.interaction, record.id.hash, sequence: record.sequence, of: origin)
        }
        occurred(at: interaction.occurredAt)
        begin(.interaction, record.id.hash, isDeleted: false, of: origin)
        add(interaction.kind.recordName)
        add(interaction.direction.recordName)
        add(interaction.occurredAt)
        add(Int(interaction.occurredAt.microseconds))
        add(interaction.durationSeconds)
        add(record.isInExchange)
        add(record.isInCRM)
        add(optional: interaction.conversation?.hash)
        add(interaction.flags.contains(.reply))
        add(interaction.flags.contains(.automated))
        add(interaction.flags.contains(.bulk))
        add(interaction.flags.contains(.private))
        // Of version 1, and never so: what is called off is removed.
        add(false)
        add(interaction.flags.contains(.allDay))
        add(interaction.flags.contains(.recurring))
        add(interaction.internalCount)
        add(interaction.externalCount)
        add(interaction.flags.contains(.truncated))
        add(optional: record.regarding)
        add(optional: record.decision)
        end(sequence: record.sequence)
    }

    /// The rows of the stream `interaction_participant`: one for each who takes part.
    ///
    /// - Parameter tellsDeletions: whether also one for each place that nobody has any more.
    package mutating func add(participants record: InteractionRecord, of origin: FeedOrigin, tellsDeletions: Bool) {
        belong(to: record.partition)
        var participants: [Participant] = []
        if case .upsert(let interaction) = record.operation {
            participants = interaction.participants
            occurred(at: interaction.occurredAt)
        }
        for (place, participant) in participants.enumerated() {
            begin(.participant, record.id.participant(at: place), isDeleted: false, of: origin)
            add(record.id.hash)
            add(participant.role.rawValue)
            add(participant.address.text)
            add(origin.naming(.address(participant.address)))
            add(participant.isInternal)
            add(optional: record.records[participant.address])
            add(optional: participant.response?.recordName)
            end(sequence: record.sequence)
        }
        guard tellsDeletions, record.mostParticipants > participants.count else { return }
        for place in participants.count..<record.mostParticipants {
            delete(.participant, record.id.participant(at: place), sequence: record.sequence, of: origin)
        }
    }
}

extension InteractionID {
    /// The key of a place in the list of those who take part: the interaction's hash, moved on.
    fileprivate func participant(at place: Int) -> KeyedHash {
        KeyedHash(high: hash.high, low: hash.low &+ (UInt64(place) &+ 1) &* 0x9E37_79B9_7F4A_7C15)
    }
}
