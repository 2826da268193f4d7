import FoundationEssentials
import Subprocess
import Synchronization
import SystemPackage
import Testing

/// The real program `rapport`, run as people run it.
///
/// Not with Foundation's `Process`: with over a thousand open files it reads beyond the end of a directory's entries.
enum RapportProgram {
    struct Outcome {
        let status: Int32
        /// Standard output and standard error.
        let data: String
        let talk: String
    }

    private static let limit = 8 << 20

    /// Runs it to its end, with nothing in its environment but `environment`.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        program: String = "rapport"
    ) async throws -> Outcome {
        let result = try await Subprocess.run(
            configuration(arguments, environment, program),
            output: .string(limit: limit),
            error: .string(limit: limit)
        )
        return Outcome(
            status: status(result.terminationStatus),
            data: result.standardOutput,
            talk: result.standardError
        )
    }

    /// Like the other, with standard output going to the file at `path`.
    static func run(_ arguments: [String], outputTo path: String) async throws -> Outcome {
        try await run(arguments, outputTo: FileDescriptor.open(FilePath(path), .writeOnly))
    }

    /// Like the other, with standard output going to what is open, which is closed here.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        program: String = "rapport",
        outputTo file: FileDescriptor
    ) async throws -> Outcome {
        let result = try await Subprocess.run(
            configuration(arguments, environment, program),
            output: .fileDescriptor(file, closeAfterSpawningProcess: true),
            error: .string(limit: limit)
        )
        return Outcome(status: status(result.terminationStatus), data: "", talk: result.standardError)
    }

    /// Like the other, where no file can have more than so many blocks of 512 bytes, as if the disk was full then.
    static func run(
        _ arguments: [String],
        program: String,
        outputTo path: String,
        limitedTo blocks: Int
    ) async throws -> Outcome {
        let script = "trap '' XFSZ; ulimit -f \(blocks); exec \"$@\" >\"$0\""
        let result = try await Subprocess.run(
            .path("/bin/sh"),
            arguments: Arguments(["-c", script, path, try executable(program)] + arguments),
            environment: .custom([:]),
            output: .discarded,
            error: .string(limit: limit)
        )
        return Outcome(status: status(result.terminationStatus), data: "", talk: result.standardError)
    }

    /// Starts it and sends SIGKILL as soon as `condition` holds; returns whether that came before its end.
    static func kill(
        _ arguments: [String],
        when condition: @escaping @Sendable () -> Bool
    ) async throws -> Bool {
        try await signal(.kill, arguments, when: condition).status < 0
    }

    /// Starts it, sends SIGTERM as soon as `condition` holds, and says how it ended and how long it took from then on.
    static func terminate(
        _ arguments: [String],
        when condition: @escaping @Sendable () -> Bool
    ) async throws -> (status: Int32, after: Duration) {
        let (status, after) = try await signal(.terminate, arguments, when: condition)
        return (status, try #require(after, "it ended before"))
    }

    /// How it ended, and how long after the signal, if that came before.
    private static func signal(
        _ signal: Signal,
        _ arguments: [String],
        when condition: @escaping @Sendable () -> Bool
    ) async throws -> (status: Int32, after: Duration?) {
        let clock = ContinuousClock()
        let signalled = Moment()
        let result = try await Subprocess.run(
            configuration(arguments, [:]),
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            try await withThrowingTaskGroup(of: Bool.self) { tasks in
                tasks.addTask {
                    // What another process does is looked for, seldom enough to leave it the machine.
                    while !Task.isCancelled, !condition() { try? await Task.sleep(for: .milliseconds(2)) }
                    guard !Task.isCancelled else { return false }
                    signalled.instant.withLock { $0 = clock.now }
                    try execution.send(signal: signal)
                    return false
                }
                tasks.addTask {
                    // Ends with the program, which closes it.
                    for try await _ in execution.standardOutput {}
                    return true
                }
                while let isOver = try await tasks.next(), !isOver {}
                tasks.cancelAll()
            }
        }
        let start = signalled.instant.withLock { $0 }
        return (status(result.terminationStatus), start.map { clock.now - $0 })
    }

    private final class Moment: Sendable {
        let instant = Mutex<ContinuousClock.Instant?>(nil)
    }

    private static func configuration(
        _ arguments: [String],
        _ environment: [String: String],
        _ program: String = "rapport"
    ) throws -> Subprocess.Configuration {
        var environment = environment
        // A fault that is planted in the tests (make mutate) is in the program too.
        environment["MUTANT"] = ProcessInfo.processInfo.environment["MUTANT"]
        let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        return Subprocess.Configuration(
            executable: .path(FilePath(try executable(program))),
            arguments: Arguments(arguments),
            environment: .custom(Dictionary(uniqueKeysWithValues: variables))
        )
    }

    /// A signal's number is negative.
    private static func status(_ status: TerminationStatus) -> Int32 {
        switch status {
        case .exited(let code): code
        case .signaled(let signal): -signal
        }
    }

    /// The program lies beside the one that runs the tests.
    private static func executable(_ name: String) throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(filePath: own).deletingLastPathComponent().appending(path: name).path
        try #require(FileManager.default.isExecutableFile(atPath: path))
        return path
    }
}
