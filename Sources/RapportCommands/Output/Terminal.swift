import Engine
import Glibc
import Interactions

/// Where data and talk go: data to standard output, talk to standard error.
enum Terminal {
    /// Writes `text`, made harmless, and a line end to standard output.
    ///
    /// - Throws: `CommandFailure` of status `cannotWrite`.
    static func print(_ text: String) throws(CommandFailure) {
        try write(Array((Harmless.text(text) + "\n").utf8))
    }

    /// Shows lines that are harmless already: through a pager, if they are more than the screen has.
    ///
    /// - Throws: `CommandFailure` of status `cannotWrite`.
    static func show(_ lines: [String], _ screen: Screen) throws(CommandFailure) {
        if let height = screen.height, lines.count >= height, Pager.show(lines) { return }
        try write(lines.flatMap { Array(($0 + "\n").utf8) })
    }

    /// - Throws: `CommandFailure` of status `cannotWrite`, for example when the reader has gone away.
    static func write(_ bytes: [UInt8]) throws(CommandFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                throw CommandFailure(
                    .cannotWrite,
                    "Standard output cannot be written (\(String(cString: strerror(errno))))."
                )
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Tells people something.
    ///
    /// Never an address, a subject or a secret.
    static func say(_ text: String) {
        _ = Array((Harmless.text(text) + "\n").utf8).withUnsafeBytes {
            Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
        }
    }

    /// Says what is wrong with something that was read, a line each.
    static func warn(_ problems: [String]) {
        for problem in problems { say("rapport: \(problem)") }
    }

    /// Whether somebody watches standard error.
    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

    /// Replaces the current line of standard error.
    static func showProgress(_ text: String) {
        _ = Array("\r\u{1B}[K\(Harmless.cell(text))".utf8).withUnsafeBytes {
            Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
        }
    }

    /// `value` as JSON, one line.
    static func json(_ value: some Encodable) throws -> String { try AnswerText.json(value) }
}
