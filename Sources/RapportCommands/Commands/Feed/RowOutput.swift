import Engine
import Glibc

/// Where a delivery's rows go: standard output, or the standard input of a command, which is started by the first of
/// them.
final class RowOutput {
    private let command: String?
    private var pipe: UnsafeMutablePointer<FILE>?

    /// - Parameter command: for the shell; nil for standard output.
    init(into command: String?) {
        self.command = command
    }

    deinit { if pipe != nil { _ = close() } }

    /// - Throws: `CommandFailure`, see `finish`.
    func write(_ bytes: [UInt8]) throws(CommandFailure) {
        guard let command else { return try Terminal.write(bytes) }
        if pipe == nil {
            pipe = popen(command, "we")
            // A command that ends early is to be told, not to end this process; it itself is started as usual.
            signal(SIGPIPE, SIG_IGN)
        }
        guard let pipe else { throw failure("cannot be started (\(String(cString: strerror(errno))))") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(fileno(pipe), $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                let status = close()
                throw failure("ended before it had read everything: \(Self.words(status))", status)
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Returns when the command has everything.
    ///
    /// - Throws: `CommandFailure` if it says that it has not: of the status `unavailable` or `tryAgain` where it ends
    ///   with that, else `cannotWrite`.
    func finish() throws(CommandFailure) {
        guard pipe != nil else { return }
        let status = close()
        guard status == 0 else { throw failure("failed: \(Self.words(status))", status) }
    }

    /// The status as `wait` has it.
    private func close() -> Int32 {
        defer {
            pipe = nil
            signal(SIGPIPE, SIG_DFL)
        }
        return pipe.map { pclose($0) } ?? 0
    }

    private func failure(_ what: String, _ status: Int32 = 0) -> CommandFailure {
        let told = ExitStatus(rawValue: Self.exitStatus(status))
        let known: [ExitStatus] = [.unavailable, .tryAgain]
        return CommandFailure(
            told.flatMap { known.contains($0) ? $0 : nil } ?? .cannotWrite,
            "The command of --into \(what). The position stays; the same is told next time."
        )
    }

    private static func exitStatus(_ status: Int32) -> Int32 { status & 0x7F == 0 ? status >> 8 & 0xFF : 0 }

    private static func words(_ status: Int32) -> String {
        let signal = status & 0x7F
        return signal == 0 ? "exit status \(exitStatus(status))" : "signal \(signal)"
    }
}
