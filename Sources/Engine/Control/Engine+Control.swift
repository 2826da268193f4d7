import Connector
import Dispatch
import FoundationEssentials
import Glibc
import Interactions

/// What one process asks of another that holds the store, over a socket in the data directory, which only its owner can
/// enter.
extension Engine {
    /// Makes the data directory with its key, if there is none.
    ///
    /// - Throws: `EngineError`, or what the store throws.
    package func makeDirectory() throws { _ = try installation.log() }

    /// Where the process that holds the store listens.
    ///
    /// Through the directory's descriptor where the path is longer than a socket's name may be.
    package func controlPath() throws -> String { try installation.controlPath() }

    /// Has the process that holds the store do it; nil if this one may, because none does.
    ///
    /// - Throws: `EngineError`, also that of the other process.
    func forward(_ request: ControlRequest) async throws -> CommitSummary? {
        guard !installation.holdsStore, installation.hasStore else { return nil }
        let body = Array(try JSONEncoder().encode(request))
        let head =
            "POST /control HTTP/1.1\r\nHost: rapport\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        guard let answer = await Self.answer(to: Array(head.utf8) + body, at: try controlPath()) else {
            return nil
        }
        let separator = Array("\r\n\r\n".utf8)
        guard let end = answer.firstRange(of: separator),
            let content = try? JSONDecoder().decode(ControlAnswer.self, from: Data(answer[end.upperBound...]))
        else { throw EngineError(.busy, "The process that holds the store did not do it. Its log says why.") }
        return try content.summary()
    }

    /// In a thread of its own, which a queue of its own has: an answer may take long, and the threads that tasks run in
    /// are few.
    private static func answer(to question: [UInt8], at path: String) async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "rapport.control").async {
                continuation.resume(returning: UnixSocket.answer(to: question, at: path, ends: false))
            }
        }
    }

    /// Does what another process asks for.
    ///
    /// - Parameter body: a `ControlRequest` as JSON.
    /// - Returns: a `ControlAnswer` as JSON.
    package func perform(_ body: [UInt8]) async throws -> [UInt8] {
        let answer: ControlAnswer
        do {
            answer = ControlAnswer(try await perform(JSONDecoder().decode(ControlRequest.self, from: Data(body))))
        } catch is DecodingError {
            answer = ControlAnswer(
                EngineError(.newerVersion, "The process that holds the store is of another version. Restart it.")
            )
        } catch {
            guard let error = EngineError(error) else { throw error }
            answer = ControlAnswer(error)
        }
        return Array(try JSONEncoder().encode(answer))
    }
}

extension Installation {
    /// Where the process that holds the store listens, or would.
    func controlPath() throws -> String {
        let path = directory + "/control"
        guard path.utf8.count > 107 else { return path }
        // Stays open as long as the process: it is the name.
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw EngineError(.cannotCreate, "'\(directory)' cannot be opened.")
        }
        return "/proc/self/fd/\(descriptor)/control"
    }
}
