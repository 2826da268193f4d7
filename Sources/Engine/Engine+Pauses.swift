import Connector
import Dataverse
import Interactions
import MicrosoftGraph
import Pipeline
import Settings

/// Services that asked for a pause are not asked earlier, whichever run does.
extension Engine {
    /// The pause of a service that would be asked for facts; nil if none stands.
    func pauseOfFacts() throws -> StandingPause? {
        let asked = settings.eligibility.asked
        guard !asked.isEmpty, let log = try installation.existingLog() else { return nil }
        var sources: Set<String> = asked.subtracting([.roles]).isEmpty ? [] : [GraphSource.name]
        if asked.contains(.roles) { sources.insert(DataverseSource.name) }
        return PauseFile(directory: installation.directory, log: log).pauses(of: [], at: clock())
            .first { $0.source.map(sources.contains) ?? false }
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
