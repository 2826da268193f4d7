import Connector
import Interactions

/// Many mailboxes with ten folders each, in which nothing is new.
struct RoundScene {
    let mailboxes: Int

    private static let folders = 10
    private static let memory = RoundMemory(overview: "seen", settings: "s", askedAt: Timestamp(microseconds: 0))

    private var owners: some Sequence<StreamOwner> {
        (0..<mailboxes).lazy.compactMap { number in
            EmailAddress("u\(number)@contoso.example").map { .mailbox(Mailbox(address: $0)) }
        }
    }

    private func streams(of owner: StreamOwner) -> [StreamID] {
        (0..<Self.folders).map { StreamID(source: "t", owner: owner, kind: .mail, folder: "folder-\($0)") }
    }

    /// Reads all of them to their end.
    func prepare(_ store: some InteractionStore) async throws {
        for owner in owners {
            let streams = streams(of: owner)
            for stream in streams {
                let page = StorePage(changes: [], cursor: Cursor("c"), isLast: true, startsRound: true)
                _ = try await store.commit(page, settings: "s", to: stream)
            }
            _ = try await store.finishRound(
                of: owner,
                source: "t",
                streams: streams,
                deletedMail: .keep,
                remembering: Self.memory
            )
        }
    }

    /// What a round without news takes of the store.
    func read(_ store: some InteractionStore) async throws {
        for owner in owners { _ = try await store.round(of: owner, source: "t") }
    }
}
