import Glibc
import Interactions

/// The process that serves a data directory: it takes requests at the socket there, and holds the store.
struct ServingProcess {
    private let path: String
    private let directory: String

    /// Nil if nobody serves the directory.
    init?(of directory: String, at path: String) {
        guard UnixSocket.isListenedAt(path) else { return nil }
        self.path = path
        self.directory = directory
    }

    /// Which one it is and since when, as far as the system says so.
    var words: String {
        var status = stat()
        let since = stat(path, &status) == 0 ? Timestamp(microseconds: Int64(status.st_mtim.tv_sec) * 1_000_000) : nil
        let name =
            UnixSocket.listener(at: path).map { "Process \($0) (rapport serve)" } ?? "Another process (rapport serve)"
        return "\(name) serves '\(directory)'" + (since.map { " since \($0.iso8601)" } ?? "")
    }
}

extension Installation {
    /// The refusal of a store that another process holds: with what that process does by itself, if it serves.
    func refusal(_ error: EngineError) -> EngineError {
        guard error.code == .busy, let path = try? controlPath(), let serving = ServingProcess(of: directory, at: path)
        else { return error }
        return EngineError(
            .busy,
            """
            \(serving.words). It reads everybody on schedule by itself, and does erasures and purges that other commands \
            ask for; 'rapport status' says how fresh everything is. For anything else stop it first.
            """
        )
    }
}

extension Engine {
    /// - Throws: `EngineError` of code `busy`, which names the process, if there is one that serves this data
    ///   directory.
    package func requireUnserved() throws {
        guard let serving = ServingProcess(of: installation.directory, at: try controlPath()) else { return }
        throw EngineError(
            .busy,
            "\(serving.words). Use its address, or stop it first: one process serves a data directory."
        )
    }

    /// The store, for as long as the value is kept, so that nobody else writes; nil if there is none yet.
    ///
    /// - Throws: `EngineError` of code `busy` if another process writes.
    package func holdStore() throws -> (any Sendable)? { installation.hasStore ? try installation.store() : nil }
}
