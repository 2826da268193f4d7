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
        let (engine, refreshes, pulls) = try await AirbyteFiles.engine(config)
        let input = try AirbyteInput(
            catalog: try AirbyteFiles.read(catalog),
            state: try state.map { path throws(CommandFailure) in try AirbyteFiles.read(path) }
        )
        if pulls { try await pull(engine) }
        var refreshing = FeedRefreshing(engine, of: input.streams.map(\.stream), isWanted: refreshes)
        try await refreshing.forEachRound(false) { _ in
            for (stream, state) in input.streams { try await read(stream, after: state, engine) }
        }
    }

    /// What single mailboxes could not be read of is a warning: what is stored goes on to the host.
    ///
    /// - Throws: `CommandFailure` where nothing could be read, and what reading throws.
    private func pull(_ engine: Engine) async throws {
        let status: ExitStatus
        do {
            status = ExitStatus(try await engine.sync())
        } catch let error where EngineError(error)?.code == .busy {
            return try warn("Another process reads already.")
        }
        switch status {
        case .success: break
        case .partial, .nothingEligible: try warn("Not everything could be read; 'rapport status' says what.")
        default: throw CommandFailure(status, "What is new could not be read. Run 'rapport sync' to see why.")
        }
    }

    private func warn(_ text: String) throws {
        try Terminal.write(Array((AirbyteMessages.warning(text) + "\n").utf8))
    }

    /// - Throws: what reading throws, after it was said that the stream is not complete.
    private func read(_ stream: FeedStream, after state: FeedState, _ engine: Engine) async throws {
        var records = JSONRecords(in: .airbyte(at: .now))
        records.add(line: AirbyteMessages.status(stream, .started, at: .now))
        var (before, isRunning) = (0, false)
        do {
            try await engine.feed(FeedRequest([stream], after: state), to: &records) { records, state in
                if !isRunning { records.add(line: AirbyteMessages.status(stream, .running, at: .now)) }
                isRunning = true
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
