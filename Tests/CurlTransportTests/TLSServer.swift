import Foundation
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// `openssl s_server` with a certificate of an authority of its own: answers the first request of a connection.
final class TLSServer: Sendable {
    struct Failure: Error {
        let command: String
    }

    let caFile: String
    let port: Int
    private let folder: URL
    private let process: Process
    private let output = Mutex("")

    /// - Parameters:
    ///   - names: what the certificate is for, as OpenSSL writes a subjectAltName.
    ///   - options: of `openssl s_server`.
    init(names: String = "DNS:localhost", options: [String] = [], answer: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
        try Self.openssl(new + ["-subj", "/CN=Test", "-keyout", "ca.key", "-out", "ca.pem"], in: folder)
        let signing = ["-CA", "ca.pem", "-CAkey", "ca.key", "-addext", "basicConstraints=CA:FALSE"]
        let name = ["-subj", "/CN=Server", "-addext", "subjectAltName=\(names)"]
        try Self.openssl(new + signing + name + ["-keyout", "server.key", "-out", "server.pem"], in: folder)
        caFile = folder.appending(path: "ca.pem").path

        let (input, output) = (Pipe(), Pipe())
        let serving = ["s_server", "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key"]
        process = Self.process(serving + options, in: folder)
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        port = try Self.port(from: output.fileHandleForReading)
        Thread.detachNewThread {
            while case let data = output.fileHandleForReading.availableData, !data.isEmpty {
                let isComplete = self.output.withLock { text in
                    text += String(decoding: data, as: UTF8.self)
                    return text.hasSuffix("\r\n\r\n")
                }
                if isComplete { input.fileHandleForWriting.write(Data(answer.utf8)) }
            }
        }
    }

    /// What the program said up to now, with the requests as they came.
    var transcript: String { output.withLock { $0 } }

    func stop() {
        // Children of the pool's threads start with their signals blocked, so asking politely does nothing.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func openssl(_ arguments: [String], in folder: URL) throws {
        let process = process(arguments, in: folder)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(command: arguments.joined(separator: " ")) }
    }

    private static func process(_ arguments: [String], in folder: URL) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        return process
    }

    /// From the line `ACCEPT 127.0.0.1:PORT`.
    private static func port(from output: FileHandle) throws -> Int {
        var text = ""
        while case let data = output.availableData, !data.isEmpty {
            text += String(decoding: data, as: UTF8.self)
            guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT") }),
                text.hasSuffix("\n")
            else { continue }
            if let port = line.split(separator: ":").last.flatMap({ Int($0) }) { return port }
        }
        throw Failure(command: "s_server")
    }
}
