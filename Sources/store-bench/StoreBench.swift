import ArgumentParser
import Connector
import ConnectorTesting
import Interactions
import SQLiteStore

/// Writes made-up copies and rounds into a store, and says what they cost as one JSON line.
@main struct StoreBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store-bench",
        abstract: "Writes random copies into a store, and prints what they cost as one JSON line."
    )

    @Option(help: "How many copies, each of another interaction.")
    var copies = 200_000
    @Option(help: "Copies in a page.")
    var page = 512
    @Option(help: "How many mailboxes with ten folders each have a round without news.")
    var mailboxes = 0

    func run() async throws {
        let directory = try TemporaryDirectory(in: .disk)
        let store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "bench")
        let backfill = try await ProcessorTime.spent { try await fill(store) }
        let rounds = RoundScene(mailboxes: mailboxes)
        try await rounds.prepare(store)
        let quiet = try await ProcessorTime.spent { try await rounds.read(store) }
        let status = try await ProcessorTime.spent { _ = try await store.counts() }
        let bytes = SQLiteInteractionStore.bytes(in: directory.path + "/data")
        print(
            """
            {"copies":\(copies),"copy_us":\(backfill / Double(max(1, copies)) * 1e6),"bytes":\(bytes),\
            "mailboxes":\(mailboxes),"round_us":\(quiet / Double(max(1, mailboxes)) * 1e6),"counts_us":\(status * 1e6)}
            """
        )
    }

    private func fill(_ store: SQLiteInteractionStore) async throws {
        for start in stride(from: 0, to: copies, by: page) {
            let numbers = start..<min(start + page, copies)
            // Numbers below 100 are mails.
            let news = numbers.map { StoreScene.News.seen($0, of: $0 + 1_000, variant: $0 % 2) }
            let page = StoreScene.page(news, startsRound: start == 0, isLast: numbers.upperBound == copies)
            _ = try await store.commit(page, settings: "s", to: StoreScene.calendar(0))
        }
    }
}
