import ArgumentParser
import Engine
import Feed
import Glibc
import Interactions
import Pipeline

extension FeedEncoding: ExpressibleByArgument {}

/// When something is delivered and how fresh it is, the same for every command that delivers.
struct FeedOptions: ParsableArguments {
    @Flag(help: "Go on with what changes, until interrupted.")
    var follow = false
    @Flag(help: "Tell persons, records, relationships and introductions as they were worked out last.")
    var stored = false
    @Flag(help: "Read what is new first, as 'rapport sync' does.")
    var pull = false

    /// Delivers once or, following, with each change.
    ///
    /// What a pull could not read decides how the command ends, not whether it delivers.
    ///
    /// - Throws: what delivering throws, and at the end what the pull's status was unless it read everything.
    func forEachRound(of streams: [FeedStream], _ engine: Engine, _ deliver: () async throws -> Void) async throws {
        let pulled = pull ? try await pullFirst(engine) : .success
        var refreshing = FeedRefreshing(engine, of: streams, isWanted: !stored)
        try await refreshing.forEachRound(follow) { isFresh in
            if !isFresh {
                Terminal.say(
                    "rapport: another process writes; persons, records and scores are told as they were worked out last"
                )
            }
            try await deliver()
        }
        guard pulled == .success else { throw pulled.code }
    }

    private func pullFirst(_ engine: Engine) async throws -> ExitStatus {
        // A signal stops the delivery as it stops every other program, once the pull is over.
        defer { for one in [SIGINT, SIGTERM] { signal(one, SIG_DFL) } }
        do {
            let report = try await WatchedSync(engine).run()
            let isStopped = report.rounds.contains { if case .stopped = $0.end { true } else { false } }
            guard !isStopped else { throw CancellationError() }
            for failure in report.sourceErrors { Terminal.say("rapport: \(failure.error)") }
            let status = ExitStatus(report)
            if status != .success {
                Terminal.say(
                    "rapport: not everything could be read; what is stored is told, with exit status \(status.rawValue)"
                )
            }
            return status
        } catch  where error is CancellationError || error is StopRequested {
            throw error
        } catch {
            guard let failure = CommandFailure(error) else { throw error }
            if EngineError(error)?.code == .busy {
                Terminal.say("rapport: another process reads already; what is stored is told")
                return .success
            }
            Terminal.say(
                "rapport: \(failure.message) What is stored is told, with exit status \(failure.status.rawValue)."
            )
            return failure.status
        }
    }
}
