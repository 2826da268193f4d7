import ConnectorTesting
import Subprocess
import Synchronization
import SystemPackage

/// `openssl s_server` with a certificate of an authority of its own: answers the first request of a connection.
final class TLSServer: Sendable {
    struct Failure: Error {
        let command: String
    }

    let caFile: String
    let port: Int
    private let output = Mutex("")

    private init(caFile: String, port: Int) {
        self.caFile = caFile
        self.port = port
    }

    /// What the program said since it listens, with the requests as they came.
    var transcript: String { output.withLock { $0 } }

    /// - Parameters:
    ///   - names: what the certificate is for, as OpenSSL writes a subjectAltName.
    ///   - options: of `openssl s_server`.
    ///   - body: gets the server while it listens.
    static func with(
        names: String = "DNS:localhost",
        options: [String] = [],
        answer: String,
        _ body: @escaping @Sendable (TLSServer) async throws -> Void
    ) async throws {
        let folder = try TemporaryDirectory()
        let new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
        try await openssl(new + ["-subj", "/CN=Test", "-keyout", "ca.key", "-out", "ca.pem"], in: folder)
        let signing = ["-CA", "ca.pem", "-CAkey", "ca.key", "-addext", "basicConstraints=CA:FALSE"]
        let name = ["-subj", "/CN=Server", "-addext", "subjectAltName=\(names)"]
        try await openssl(new + signing + name + ["-keyout", "server.key", "-out", "server.pem"], in: folder)
        let serving = ["s_server", "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key"]
        _ = try await Subprocess.run(
            .name("openssl"),
            arguments: Arguments(serving + options),
            workingDirectory: FilePath(folder.path),
            input: .inputWriter,
            output: .sequence,
            error: .discarded
        ) { program in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                var greeting = ""
                var listening: TLSServer?
                for try await chunk in program.standardOutput {
                    let text = chunk.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                    if let server = listening {
                        guard server.note(text) else { continue }
                        _ = try await program.standardInputWriter.write(answer)
                    } else {
                        greeting += text
                        guard let port = Self.port(in: greeting) else { continue }
                        let server = TLSServer(caFile: "\(folder.path)/ca.pem", port: port)
                        listening = server
                        tasks.addTask {
                            defer { try? program.send(signal: .kill) }
                            try await body(server)
                        }
                    }
                }
                if listening == nil { throw Failure(command: "s_server") }
                try await tasks.waitForAll()
            }
        }
    }

    /// Whether a request is complete now.
    private func note(_ text: String) -> Bool {
        output.withLock { output in
            output += text
            return output.hasSuffix("\r\n\r\n")
        }
    }

    private static func openssl(_ arguments: [String], in folder: TemporaryDirectory) async throws {
        let result = try await Subprocess.run(
            .name("openssl"),
            arguments: Arguments(arguments),
            workingDirectory: FilePath(folder.path),
            output: .discarded
        )
        guard result.terminationStatus.isSuccess else { throw Failure(command: arguments.joined(separator: " ")) }
    }

    /// From the line `ACCEPT 127.0.0.1:PORT`, once it is complete.
    private static func port(in greeting: String) -> Int? {
        guard let line = greeting.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT") }),
            greeting.hasSuffix("\n")
        else { return nil }
        return line.split(separator: ":").last.flatMap { Int($0) }
    }
}
