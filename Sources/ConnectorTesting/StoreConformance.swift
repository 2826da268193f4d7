package import Connector
import Eligibility
import Interactions

/// The exam that every store must pass: the laws of `InteractionStore`, each as a check that throws if it is broken.
package struct StoreConformance<Store: InteractionStore>: Conformance {
    let make: @Sendable () async throws -> Store
    let content: @Sendable (Store) async throws -> StoreContent

    /// - Parameters:
    ///   - make: an empty store.
    ///   - content: what it holds.
    package init(
        make: @escaping @Sendable () async throws -> Store,
        content: @escaping @Sendable (Store) async throws -> StoreContent
    ) {
        self.make = make
        self.content = content
    }

    package static var law: [Law] {
        [
            ("A page committed twice changes nothing more", { try await $0.idempotence() }),
            ("Copies are one interaction, whatever their order", { try await $0.orderOfCopies() }),
            ("What owners alone know is told together, and goes with them", { try await $0.ownersKnowledge() }),
            ("Of copies of a meeting the one that was changed last speaks", { try await $0.newestCopy() }),
            ("An item that becomes another interaction leaves the first", { try await $0.reinterpretation() }),
            ("A postponed item is not swept and is listed until it is read", { try await $0.postponement() }),
            ("A checkpoint is what was committed last", { try await $0.checkpoints() }),
            ("A round is remembered with what came since, until its owner goes", { try await $0.memories() }),
            ("A round sweeps what it did not name, also when interrupted", { try await $0.sweep() }),
            ("A round that is not whole sweeps nothing", { try await $0.leftOutStretch() }),
            ("A round that lacks much is believed a day later", { try await $0.doubts() }),
            ("Little, and what is elsewhere, is not doubted", { try await $0.littleIsBelieved() }),
            ("What need not be read again is neither gone nor held", { try await $0.unpostponement() }),
            ("A round says nothing of what was before its time", { try await $0.window() }),
            ("A move changes nothing, whichever half comes first", { try await $0.moves() }),
            ("A meeting goes with the round of the mailbox that lost it last", { try await $0.lostMeetings() }),
            ("Deleted mail stays, or goes when no mailbox may find it", { try await $0.deletedMail() }),
            ("What a gone copy said stays true until its round ends", { try await $0.goneSpeakers() }),
            ("A dropped stream takes its meetings along, not its mail", { try await $0.droppedStreams() }),
            ("A removed meeting comes back when it is seen again", { try await $0.revival() }),
            ("A mailbox that was purged was never read", { try await $0.purgeInAnyHistory() }),
            ("A purge needs no round where nothing is expected", { try await $0.purgeAtOnce() }),
            ("A purge that was interrupted anywhere ends the same", { try await $0.interruptedPurge() }),
            ("A mailbox that is admitted half-way through its purge is read anew", { try await $0.readmission() }),
            ("What expired was never seen", { try await $0.expiry() }),
            ("A plan whose time has passed goes, and nothing else", { try await $0.lapse() }),
            ("Somebody who was erased was never heard of", { try await $0.erasureInAnyHistory() }),
            ("An erasure needs no round where nothing is expected", { try await $0.erasureAtOnce() }),
            ("Erasures may overlap, and pages may come between their steps", { try await $0.interruptedErasure() }),
            ("Of a contact with somebody who was erased, only others are left", { try await $0.erasedContacts() }),
            ("Derived again, all says what it says where it came that way", { try await $0.derivation() }),
            ("A derivation that was interrupted anywhere ends the same", { try await $0.interruptedDerivation() }),
            ("A derivation that another one overtakes leaves nothing", { try await $0.overtakenDerivation() }),
            ("An erased person's row never comes back, nor what names it", { try await $0.erasedRows() }),
            ("Who was erased by one address is by all that are his alone", { try await $0.erasureInAnyOrder() }),
            ("What two who were erased have is neither's alone", { try await $0.addressOfTwoErased() }),
            ("A table that fails holds up no erasure", { try await $0.erasureBesideFailure() }),
            ("The CRM takes nobody's address who is somebody without it", { try await $0.addressesOfOthers() }),
            ("What an erased person did by another's address is nobody's", { try await $0.erasedUses() }),
            (
                "What the CRM links to others too goes with one of them only there",
                {
                    try await $0.linkedAddressOfOthers()
                }
            ),
        ]
    }

    /// Ends the round of a mailbox of `StoreScene`.
    func finish(
        _ store: Store,
        _ streams: [StreamID],
        mailbox: Int = 0,
        deletedMail: DeletedMail = .keep
    ) async throws -> CommitSummary {
        try await store.finishRound(
            of: StoreScene.mail(mailbox).owner,
            source: "t",
            streams: streams,
            deletedMail: deletedMail
        )
    }

}
