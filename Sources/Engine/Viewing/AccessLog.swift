import FoundationEssentials
import Glibc
package import Interactions
import Normalization
import Synchronization

/// Who looked at whose data, and when: a file of its own beside the store, of which some older ones are kept.
///
/// One JSON object a line: the time, the viewer as the decision log names him, what was asked for, and the record.
/// No address and no text of a mail.
package final class AccessLog: Sendable {
    private static let name = "access.ndjson"

    private let directory: String
    private let pseudonym: @Sendable (EmailAddress) -> String
    private let limit: Int
    private let kept: Int
    private let lock = Mutex(())

    private struct Entry: Encodable {
        let at: String
        let viewer: String
        let route: String
        let about: String?
    }

    /// - Parameters:
    ///   - limit: bytes of a file before another one is begun.
    ///   - kept: how many older files are kept.
    init(
        directory: String,
        limit: Int = 8 << 20,
        kept: Int = 12,
        pseudonym: @escaping @Sendable (EmailAddress) -> String
    ) {
        self.directory = directory
        self.limit = limit
        self.kept = kept
        self.pseudonym = pseudonym
    }

    /// - Parameters:
    ///   - route: what was asked for, without any value in it.
    ///   - about: a reference of the CRM; of an address the pseudonym is written, and of a name that somebody typed
    ///     nothing.
    /// - Throws: `EngineError` if it cannot be written: then nothing may be shown.
    package func record(_ viewer: EmailAddress, route: String, about: String?, at now: Timestamp) throws {
        let about = about.flatMap { CRMReference(text: $0)?.text ?? EmailAddress($0).map(pseudonym) }
        let entry = Entry(at: now.iso8601, viewer: pseudonym(viewer), route: route, about: about)
        let line = Array((try AnswerText.json(entry) + "\n").utf8)
        let isWritten = lock.withLock { _ in
            let path = "\(directory)/\(Self.name)"
            var status = stat()
            if stat(path, &status) == 0, Int(status.st_size) + line.count > limit { rotate(path) }
            let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard file >= 0 else { return false }
            defer { close(file) }
            return write(file, line, line.count) == line.count
        }
        guard isWritten else {
            throw EngineError(.cannotCreate, "The access log in '\(directory)' cannot be written.")
        }
    }

    private func rotate(_ path: String) {
        for number in stride(from: kept - 1, through: 1, by: -1) {
            rename("\(path).\(number)", "\(path).\(number + 1)")
        }
        rename(path, "\(path).1")
    }
}

extension Engine {
    /// The log of accesses, made together with the directory and the key if there is none.
    ///
    /// - Throws: `StoreError` or `EngineError`.
    package func accessLog() throws -> AccessLog {
        let identity = try installation.identity()
        return AccessLog(directory: installation.directory) { identity.person(.smtp($0)).hash.description }
    }
}
