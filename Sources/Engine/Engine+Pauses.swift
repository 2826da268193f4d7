import Connector
import Interactions
import Pipeline
import Settings

/// Services that asked for a pause are not asked earlier, whichever run does.
extension Engine {
    /// Asks a service for facts, unless an earlier run was told not to, and keeps what it says about that now.
    ///
    /// - Throws: `SourceError` that says until when the service is to be left alone, or what `ask` throws.
    func heedingPauses<Answer>(of source: String, _ ask: () async throws -> Answer) async throws -> Answer {
        let file = try installation.existingLog().map { PauseFile(directory: installation.directory, log: $0) }
        if let pause = file?.pauses(of: [], at: clock()).first(where: { $0.source == source }) { throw pause.error }
        do {
            return try await ask()
        } catch let error as SourceError {
            guard error.code == .throttled, case .after(let wait) = error.retry else { throw error }
            let pause = StandingPause(owner: nil, source: source, until: clock().advanced(by: wait))
            file?.add(pause, at: clock())
            throw pause.error
        }
    }

    /// What was told to earlier runs.
    ///
    /// - Parameter mailboxes: those that this run reads.
    func pauses(of mailboxes: [Mailbox], _ log: DecisionLog) -> PauseBook {
        let book = PauseBook(ContinuousClock())
        let file = PauseFile(directory: installation.directory, log: log)
        book.resume(file.pauses(of: mailboxes, at: clock()), at: clock())
        return book
    }

    /// Keeps what was told to this run, and to earlier ones about mailboxes that it did not read.
    func keep(_ book: PauseBook, of mailboxes: [Mailbox], outOf all: [Mailbox], _ log: DecisionLog) {
        let file = PauseFile(directory: installation.directory, log: log)
        let others = Set(all).subtracting(mailboxes).sorted()
        let earlier = file.pauses(of: others, at: clock()).filter { $0.owner?.mailbox != nil }
        file.save(book.standing(at: clock()) + earlier, at: clock())
    }
}
