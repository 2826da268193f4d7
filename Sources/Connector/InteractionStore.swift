package import Eligibility
package import Interactions

/// One item's news, ready to be stored.
package enum StoreChange: Hashable, Sendable {
    indirect case seen(Admitted<Sighting>)
    /// A row of the CRM, which takes no decision.
    indirect case row(ItemKey, CRMRow)
    /// A row of the CRM that only says that two others have to do with each other; takes no decision either.
    indirect case link(ItemKey, CRMLink)
    /// The item is not in this stream any more, or counts no longer (a draft, a lone appointment, a cancelled meeting).
    case gone(ItemKey)
    /// The addresses by which the service knows the owner of the stream's mailbox, his primary one first, in place of
    /// those that it named before.
    indirect case owner([Participant.Address])
    /// The item could not be read; kept with its error's code until a later reading succeeds.
    case postponed(ItemKey, code: String)
    /// The item need not be read again; whether it is gone, what the stream names tells.
    case unpostponed(ItemKey)
}

/// What the pipeline hands over in one transaction.
package typealias StorePage = Page<StoreChange>

/// A cursor and the settings it is good for.
package struct Checkpoint: Hashable, Sendable {
    package let cursor: Cursor
    /// `Source.settingsFingerprint` at the time.
    package let settings: String

    package init(cursor: Cursor, settings: String) {
        self.cursor = cursor
        self.settings = settings
    }
}

/// How many interactions a transaction made, changed and removed; all zero when nothing was new.
package struct CommitSummary: Hashable, Sendable {
    package var added = 0
    package var changed = 0
    package var removed = 0
    /// Copies that a round did not name and that are held nevertheless: see `Page.doubt`.
    package var doubted = 0

    package init(added: Int = 0, changed: Int = 0, removed: Int = 0, doubted: Int = 0) {
        self.added = added
        self.changed = changed
        self.removed = removed
        self.doubted = doubted
    }

    package static func += (left: inout CommitSummary, right: CommitSummary) {
        left.added += right.added
        left.changed += right.changed
        left.removed += right.removed
        left.doubted += right.doubted
    }
}

/// The memory of the connector.
///
/// One writer; every call is one transaction that is done when the call returns.
package protocol InteractionStore: Sendable {
    /// The last committed checkpoint of `stream`, nil before the first page.
    func checkpoint(for stream: StreamID) async throws -> Checkpoint?

    /// Writes the page's changes and its cursor in one transaction; committing a page twice changes nothing more.
    ///
    /// - Parameter settings: `Source.settingsFingerprint`, which the cursor is good for.
    /// - Copies of one interaction may differ; the one with the lowest rank, then the lowest `SightingKey`, speaks for
    ///   all, in whatever order they come.
    /// - A `seen` item that was another interaction before leaves that one.
    /// - After the last page of a round, what the round did not name and occurred since `Page.since` is gone from the
    ///   stream; a row of the CRM that is gone is forgotten at once. After one that is not whole, nothing is gone but
    ///   what a page says is.
    /// - With `Page.doubt`, a round that lacks much takes nothing away, counts it as `CommitSummary.doubted` and leaves
    ///   a checkpoint that is good for no settings, so that the stream is read from the start. One that lacks much
    ///   again when the doubt is over is believed.
    /// - A copy that is gone goes on speaking: a mailbox's of a mail for good, every other until its owner's round
    ///   ends. So a move between folders changes nothing, in whatever order its two halves come.
    func commit(_ page: StorePage, settings: String, to stream: StreamID) async throws -> CommitSummary

    /// Items of `stream` that were postponed, oldest first.
    func postponed(in stream: StreamID) async throws -> [ItemKey]

    /// Whether anything is held of `stream`: an item, or a row of the CRM.
    func isHolding(anythingOf stream: StreamID) async throws -> Bool

    /// Ends an owner's round: streams not listed are gone with all they held, and meetings and activities lose the
    /// copies that are gone. Then what has no copy left is removed, and with `.remove` mail that is gone from every
    /// folder; but not while another owner's unfinished round may still find it.
    ///
    /// Call it only after every listed stream came to its end, so that a move is never taken for a deletion.
    ///
    /// - Parameter memory: for `round(of:source:)`; nil forgets what was remembered.
    func finishRound(
        of owner: StreamOwner,
        source: String,
        streams: [StreamID],
        deletedMail: DeletedMail,
        remembering memory: RoundMemory?
    ) async throws -> CommitSummary

    /// Erases what is an erased person's alone by all that the CRM told, as the end of its round does, where that round
    /// does not end.
    ///
    /// - Parameter streams: those that failed for now; one of them that was never read to its end may still tell that
    ///   an address is somebody else's as well, and everything waits for it.
    func settleErasures(awaiting streams: [StreamID]) async throws -> CommitSummary

    /// What was remembered at the end of the owner's last round; nil if nothing was, or the owner's data went since.
    func round(of owner: StreamOwner, source: String) async throws -> StoredRound?

    /// Takes another memory of the owner's last round, and other cursors to go on from, after a round that read
    /// nothing; does nothing if none is remembered.
    ///
    /// - Parameter cursors: of streams whose round has ended; others stay as they are.
    func remember(
        _ memory: RoundMemory,
        cursors: [StreamID: Cursor],
        of owner: StreamOwner,
        source: String
    ) async throws

    /// Lets every copy say what `rule` makes of it, looking at up to `limit` interactions in one step, and remembers
    /// `fingerprint`. When it is complete, the store holds what it would hold if every copy had come that way.
    ///
    /// - Where the fingerprint is that of the last time, it goes on where that ended, and if that was complete does
    ///   nothing; another one begins anew.
    /// - Pages that say what the rule says may come between the steps.
    ///
    /// - Parameters:
    ///   - fingerprint: of the rule and all settings that it depends on.
    ///   - rule: makes new sides, counts, direction, flags and rank of a copy's, and the same of what it made already.
    ///     Whom the copy names, when, and in what order it leaves as it is.
    func derive(
        _ fingerprint: String,
        limit: Int,
        _ rule: @escaping @Sendable (StoredCopy) -> StoredCopy
    ) async throws -> RemovalStep

    /// Takes over who is who by the organisation's directory, in place of what it said before. From then on everything
    /// is told by it, also what was stored before.
    ///
    /// Of somebody who was erased by one address, nothing is taken over, and all other addresses are erased as well.
    ///
    /// - Parameter plusAddressing: whose addresses those are that no entry has; whoever was erased by the one without a
    ///   plus sign is kept out by all of them.
    func setDirectory(_ entries: [DirectoryEntry], plusAddressing: PlusAddressing) async throws

    /// Keeps what nobody but these mailboxes has a copy of, but tells it nobody: it reads as removed until a call that
    /// names the mailboxes no more, or until another has a copy when it is called again.
    ///
    /// What is told differently from before gets a new sequence.
    func hold(_ mailboxes: Set<EmailAddress>) async throws

    /// Makes a derived stream say exactly these rows, by their keys: what is new or different gets a sequence, what is
    /// not among them is told as a deletion, and the rest stays as it is.
    ///
    /// - A row about somebody or a row of the CRM loses its content with them, whoever calls this or not: see
    ///   `FeedKey.address`, `record` and `relationship`.
    func retell(_ stream: FeedStream, as rows: [KeyedHash: [UInt8]]) async throws -> CommitSummary

    /// Begins another epoch; to be called wherever sequence numbers or identifiers may name something else than before,
    /// as after a backup was restored.
    func renewEpoch() async throws -> StoreEpoch

    // MARK: Removal in steps, each a transaction of its own; see `InteractionStore+Removal.swift` for all steps at once

    /// The mailboxes whose data is stored, in a stable order; a mailbox stays in it until its purge is complete.
    func mailboxes() async throws -> [Mailbox.ID]

    /// Removes what only `mailbox` contributed, in every source, up to `limit` interactions in one step. When it is
    /// complete and the other mailboxes' next rounds have ended, the store holds what it would hold if the mailbox had
    /// never been read; but with `.remove`, copies of deleted mail may have gone sooner or later than they would have.
    ///
    /// - The first step forgets all cursors of the mailbox: admitted again half-way, it is read from the start.
    /// - An interaction with copies of others stays, and the first of those speaks. One without any copy is removed,
    ///   even if another mailbox's round may still find it: nobody can tell any more whose words it kept. Found, it is
    ///   new.
    func purge(_ mailbox: Mailbox.ID, limit: Int) async throws -> RemovalStep

    /// Removes interactions that occurred before an instant, with all their copies, up to `limit` in one step. Cursors
    /// stay, and so does what tells downstream of the removal: it has no content.
    func expire(before instant: Timestamp, limit: Int) async throws -> RemovalStep

    /// Removes what was planned (`Interaction.Flags.planned`) for before an instant, up to `limit` in one step: nobody
    /// said that it happened. Cursors stay; when its source says that it did happen after all, it is new.
    func lapse(before instant: Timestamp, limit: Int) async throws -> RemovalStep

    /// Erases somebody everywhere and for good: by `Interaction.erasing` of what every copy says, and of all that is
    /// committed from the first step on. Looks at up to `limit` interactions in one step. When it is complete and the
    /// next rounds of the mailboxes have ended, the store holds what it would hold if the person had been erased from
    /// the start; but with `.remove`, copies of deleted mail may have gone sooner or later than they would have.
    ///
    /// - A copy of which nothing is left to tell goes, and an interaction without any copy is removed.
    /// - Only a keyed hash of the address is remembered, so who asked for an erasure must ask again if it was
    ///   interrupted.
    /// - With a row of a person go the rows that are one with it by mergers, and at the end of the CRM's round all
    ///   addresses that only these have or were linked to, whichever is known first.
    /// - A mailbox of the same address is another matter: see `purge`.
    func erase(_ person: Participant.Address, limit: Int) async throws -> RemovalStep

    /// Wipes what removals left behind: addresses that nobody uses any more, and old pages in the files. Costs nothing
    /// if there was no removal since the last time, and one reading and writing of everything if there was: once after
    /// all removals of a run is enough.
    ///
    /// - Throws: also if somebody else reads the files for so long that the old pages cannot go; then it is still due.
    func scrub() async throws
}

/// How far a removal, or a derivation, has come.
package struct RemovalStep: Hashable, Sendable {
    package let summary: CommitSummary
    /// Whether nothing is left to do; until then the call is to be repeated.
    package let isComplete: Bool

    package init(_ summary: CommitSummary, isComplete: Bool) {
        self.summary = summary
        self.isComplete = isComplete
    }
}

/// What becomes of a mail that was deleted from every folder.
package enum DeletedMail: String, Hashable, Sendable, CaseIterable {
    /// It happened, so it stays until retention ends.
    case keep
    case remove
}
