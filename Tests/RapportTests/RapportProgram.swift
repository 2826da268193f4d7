import Foundation
import Testing

/// The real program `rapport`, run as people run it.
enum RapportProgram {
    struct Outcome {
        let status: Int32
        /// Standard output and standard error.
        let data: String
        let talk: String
    }

    /// Runs it to its end, with nothing in its environment but `environment`.
    ///
    /// - Parameter output: a file in place of the pipe for standard output.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        output: FileHandle? = nil
    ) async throws -> Outcome {
        let process = Process()
        let data = Pipe()
        let talk = Pipe()
        process.executableURL = try executable()
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output ?? data
        process.standardError = talk
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in done.resume() }
            do { try process.run() } catch { done.resume(throwing: error) }
        }
        // A pipe holds 64 KiB, more than any of these runs says.
        return Outcome(
            status: process.terminationStatus,
            data: output == nil ? String(decoding: data.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) : "",
            talk: String(decoding: talk.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        )
    }

    /// Starts it and sends SIGKILL as soon as `condition` holds; returns whether that came before its end.
    static func kill(_ arguments: [String], when condition: @Sendable () -> Bool) async throws -> Bool {
        let process = Process()
        process.executableURL = try executable()
        process.arguments = arguments
        process.environment = [:]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning, !condition() { await Task.yield() }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }

    /// The program lies beside the one that runs the tests.
    private static func executable() throws -> URL {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let url = URL(filePath: own).deletingLastPathComponent().appending(path: "rapport")
        try #require(FileManager.default.isExecutableFile(atPath: url.path))
        return url
    }
}
