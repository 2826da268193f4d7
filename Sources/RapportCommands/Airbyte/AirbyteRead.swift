import ArgumentParser
import Engine
import Feed
import Interactions

/// The word `read`: each stream's records and states, in the order of the catalog.
struct AirbyteRead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "read", abstract: "Write what changed.")

    @Option(help: "The host's configuration.")
    var config: String
    @Option(help: "Which streams the host wants.")
    var catalog: String
    @Option(help: "What the host kept of the states that it got.")
    var state: String?

    func run() async throws {
        let (engine, refreshes) = try await AirbyteFiles.engine(config)
        let input = try AirbyteInput(
            catalog: try AirbyteFiles.read(catalog),
            state: try state.map { path throws(CommandFailure) in try AirbyteFiles.read(path) }
        )
        var refreshing = FeedRefreshing(engine, of: input.streams.map(\.stream), isWanted: refreshes)
        try await refreshing.forEachRound(false) { _ in
            for (stream, state) in input.streams { try await read(stream, after: state, engine) }
        }
    }

    /// - Throws: what reading throws, after it was said that the stream is not complete.
    private func read(_ stream: FeedStream, after state: FeedState, _ engine: Engine) async throws {
        var records = JSONRecords(in: .airbyte(at: .now))
        records.add(line: AirbyteMessages.status(stream, .started, at: .now))
        var before = 0
        do {
            try await engine.feed(FeedRequest([stream], after: state), to: &records) { records, state in
                if before == 0 { records.add(line: AirbyteMessages.status(stream, .running, at: .now)) }
                let count = records.rowCount
                records.add(line: try AirbyteMessages.state(stream, state, count: count - before))
                before = count
                try Terminal.write(records.take())
            }
            records.add(line: AirbyteMessages.status(stream, .complete, at: .now))
        } catch {
            records.add(line: AirbyteMessages.status(stream, .incomplete, at: .now))
            try Terminal.write(records.take())
            throw error
        }
        try Terminal.write(records.take())
    }
}
