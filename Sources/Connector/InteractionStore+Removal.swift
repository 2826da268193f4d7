package import Interactions

extension InteractionStore {
    /// Ends an owner's round and forgets what was remembered of earlier ones, so that the next one reads everything.
    package func finishRound(
        of owner: StreamOwner,
        source: String,
        streams: [StreamID],
        deletedMail: DeletedMail
    ) async throws -> CommitSummary {
        try await finishRound(
            of: owner,
            source: source,
            streams: streams,
            deletedMail: deletedMail,
            remembering: nil
        )
    }

    /// Purges mailboxes step by step, then scrubs.
    ///
    /// - Parameter limit: interactions in one transaction.
    /// - Returns: what all steps did together.
    package func purge(_ mailboxes: [Mailbox.ID], limit: Int = 1_000) async throws -> CommitSummary {
        var summary = CommitSummary()
        for mailbox in mailboxes {
            summary += try await Self.repeated { try await purge(mailbox, limit: limit) }
        }
        try await scrub()
        return summary
    }

    /// Removes step by step what occurred before an instant, then scrubs.
    ///
    /// - Returns: what all steps did together.
    package func expire(before instant: Timestamp) async throws -> CommitSummary {
        let summary = try await Self.repeated { try await expire(before: instant, limit: 1_000) }
        try await scrub()
        return summary
    }

    /// Removes step by step what was planned for before an instant and never happened.
    ///
    /// - Returns: what all steps did together.
    package func lapse(before instant: Timestamp) async throws -> CommitSummary {
        try await Self.repeated { try await lapse(before: instant, limit: 1_000) }
    }

    /// Erases somebody step by step, then scrubs.
    ///
    /// - Returns: what all steps did together.
    package func erase(_ person: Participant.Address) async throws -> CommitSummary {
        let summary = try await Self.repeated { try await erase(person, limit: 5_000) }
        try await scrub()
        return summary
    }

    /// Derives step by step; ends between two steps where a stop is asked for, and goes on there the next time.
    ///
    /// - Returns: what all steps did together.
    package func derive(
        _ fingerprint: String,
        until isStopped: @escaping @Sendable () -> Bool = { false },
        _ rule: @escaping @Sendable (StoredCopy) -> StoredCopy
    ) async throws -> CommitSummary {
        try await Self.repeated {
            guard !isStopped() else { return RemovalStep(CommitSummary(), isComplete: true) }
            return try await derive(fingerprint, limit: 5_000, rule)
        }
    }

    private static func repeated(_ step: () async throws -> RemovalStep) async throws -> CommitSummary {
        var summary = CommitSummary()
        while true {
            try Task.checkCancellation()
            let done = try await step()
            summary += done.summary
            if done.isComplete { return summary }
        }
    }
}
