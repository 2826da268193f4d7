package import Interactions

/// What is read from the connector's memory by scoring, by exports and by everything that is shown.
///
/// It may be used beside the one writer, and each call sees what was committed when it began.
///
/// Whoever has several addresses is one person, by what directory, services and CRM say now: colleagues are named by
/// their primary address, everybody is counted once, rooms are nobody, and a meeting of a single person is none.
package protocol InteractionReader: Sendable {
    /// Up to `limit` interactions after `position`, each once and as it is now, in the order in which they changed; an
    /// empty page exactly if there is nothing more for now.
    ///
    /// - The sequence of a record moves whenever a field of it does: its content, its decision, where it is known, and
    ///   which row of the CRM a participant is. So whoever begins at `.start`, and whoever goes on after the last
    ///   record and puts each record in the place of the one before, hold the same.
    /// - A removed interaction is told as a deletion, for good.
    /// - All records of an interaction name one partition as long as the epoch lasts: that of its conversation, unless
    ///   it was stored in another one first, or in none.
    /// - What changes while somebody goes from page to page is told again, later in the order.
    func interactions(after position: ChangePosition, limit: Int) async throws -> InteractionPage

    /// The same as of this moment, for whoever asks several questions whose answers must fit together.
    ///
    /// What is committed later is not seen by it. It is to be let go soon, because the store's files grow meanwhile.
    func snapshot() async throws -> any InteractionReader

    /// How far `interactions` and `derivedRows` can tell now.
    func extent() async throws -> FeedExtent

    /// Up to `limit` rows of a derived stream that were told after `sequence`, in the order of their sequences; removed
    /// ones too, without content.
    func derivedRows(of stream: FeedStream, after sequence: Int64, limit: Int) async throws -> [DerivedRow]

    /// Hands every interaction that is not removed to `body`, in the order of their numbers, from one moment.
    func reduce<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) async throws -> State

    /// What `reduce` tells otherwise now than when `sequence` was the last; nil if that may be more than `limit`
    /// interactions, so that to read all of them is as good.
    ///
    /// What `reduceCRM` tells may change without it.
    func changes(since sequence: Int64, limit: Int) async throws -> StoredChanges?

    /// Hands every interaction that the CRM knows to `body` as its first copy there tells it, in the order of their
    /// numbers, from one moment: nothing in it is what only a mailbox said.
    func reduceCRM<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) async throws -> State

    /// Everything by which the store knows the person who has this address.
    func person(_ address: Participant.Address) async throws -> StoredPerson

    /// Up to `limit` rows of the CRM whose references come after `last`, in the order of their references' texts.
    func rows(after last: CRMReference?, limit: Int) async throws -> [CRMRow]

    /// The numbers of all addresses, in the order of their texts: the same order in every store that has the same
    /// addresses. Whoever takes part in an interaction or has a row in the CRM is among them.
    func addressNumbers() async throws -> [Int64]

    /// The numbers of those addresses that anybody in the store has: of somebody with several the one that stands for
    /// the person, as in `reduce`.
    func numbers(of addresses: [Participant.Address]) async throws -> [Participant.Address: Int64]

    /// The numbers of all addresses of a domain, without those of the domains below it.
    ///
    /// - Parameter domain: in lower case, without an at-sign.
    func numbers(at domain: String) async throws -> [Int64]

    /// The addresses that have these numbers, the inverse of `numbers(of:)`.
    func addresses(of numbers: [Int64]) async throws -> [Int64: Participant.Address]

    /// The mailboxes that are read now, because a stream of theirs has a checkpoint; in the order of their texts.
    func readMailboxes() async throws -> [EmailAddress]

    /// The numbers of interactions of which nobody but these mailboxes has a copy, in no order.
    func numbers(onlyOf mailboxes: Set<EmailAddress>) async throws -> [Int64]

    /// How many interactions occurred before an instant.
    func count(before instant: Timestamp) async throws -> Int

    /// The mailboxes that have a copy of any of these interactions, by the store's numbers; in the order of their
    /// texts.
    func mailboxes(holding interactions: [Int64]) async throws -> [EmailAddress]

    /// Whether a stream is still in a round that reads everything.
    func isReading() async throws -> Bool

    /// The fingerprint that all that is stored was derived with, nil if none was, or not to the end.
    func derivation() async throws -> String?

    /// How much there is. Takes no longer when there are more interactions.
    func counts() async throws -> StoreCounts
}
