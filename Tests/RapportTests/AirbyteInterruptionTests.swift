import Connector
import ConnectorTesting
import Foundation
import SQLiteStore
import SystemPackage
import Testing

/// A host that got only a part of what `source-rapport read` had to write goes on from the last state in it.
@Suite struct AirbyteInterruptionTests {
    private let directory: TemporaryDirectory
    private let store: SQLiteInteractionStore
    private let arguments: [String]

    init() async throws {
        directory = try TemporaryDirectory()
        let configuration = try directory.write(
            #"{"tenant":"contoso","internalDomains":["contoso.example"],"directory":"users.json","dataDirectory":"data"}"#,
            to: "rapport.json"
        )
        let host = try directory.write(#"{"config":"\#(configuration)","refresh":false}"#, to: "host.json")
        let streams = ["interaction", "interaction_participant"].map {
            #"{"stream":{"name":"\#($0)"},"sync_mode":"incremental","destination_sync_mode":"append_dedup"}"#
        }
        let catalog = try directory.write(#"{"streams":[\#(streams.joined(separator: ","))]}"#, to: "catalog.json")
        arguments = ["read", "--config", host, "--catalog", catalog, "--state", directory.path + "/state.json"]
        try FileManager.default.createDirectory(
            atPath: directory.path + "/data",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        _ = try directory.write(String(repeating: "k", count: 32), to: "data/identity.key")
        store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso")
        let seen = (1...1_200).map { StoreScene.News.seen($0, of: $0) }
        _ = try await store.commit(StoreScene.page(seen), settings: "s", to: StoreScene.mail(0))
    }

    /// What the host holds after reading everything at once.
    private func whole() async throws -> AirbyteHost {
        var host = AirbyteHost()
        try await read(&host)
        #expect(host.tables["interaction"]?.count == 1_200)
        return host
    }

    /// Reads from the host's last states to the end.
    private func read(_ host: inout AirbyteHost) async throws {
        _ = try directory.write(host.state, to: "state.json")
        let outcome = try await RapportProgram.run(arguments, program: "source-rapport")
        #expect(outcome.status == 0)
        try host.take(Array(outcome.data.utf8))
    }

    @Test func `A disk that is full loses nothing, wherever it comes to that`() async throws {
        let expected = try await whole()
        let output = directory.path + "/output"
        for blocks in [150, 200, 700, 1_300, 1_800] {
            _ = try directory.write("[]", to: "state.json")
            let outcome = try await RapportProgram.run(
                arguments,
                program: "source-rapport",
                outputTo: output,
                limitedTo: blocks
            )
            #expect(outcome.status == 74, "\(blocks): \(outcome.talk)")
            var host = AirbyteHost()
            try host.take(try Array(Data(contentsOf: URL(filePath: output))))
            try await read(&host)
            #expect(host.tables == expected.tables, "\(blocks) blocks")
        }
        let full = try await RapportProgram.run(
            arguments,
            program: "source-rapport",
            outputTo: FileDescriptor.open("/dev/full", .writeOnly)
        )
        #expect(full.status == 74)
        #expect(full.talk.contains("No space left"))
    }

    @Test func `A reader that goes away is no success, and one that had a part loses nothing`() async throws {
        let expected = try await whole()
        for count in [0, 1, 500_000] {
            _ = try directory.write("[]", to: "state.json")
            let (end, other) = try FileDescriptor.pipe()
            async let outcome = RapportProgram.run(arguments, program: "source-rapport", outputTo: other)
            var bytes: [UInt8] = []
            while bytes.count < count {
                let part = try [UInt8](unsafeUninitializedCapacity: count - bytes.count) { buffer, length in
                    length = try end.read(into: UnsafeMutableRawBufferPointer(buffer))
                }
                guard !part.isEmpty else { break }
                bytes += part
            }
            try end.close()
            let status = try await outcome.status
            #expect(status == 74 || status == -SIGPIPE)
            var host = AirbyteHost()
            try host.take(bytes)
            try await read(&host)
            #expect(host.tables == expected.tables, "\(count) bytes")
        }
    }

    @Test func `What is deleted after a first read that broke off is told to the next one`() async throws {
        _ = try directory.write("[]", to: "state.json")
        let output = directory.path + "/output"
        let broken = try await RapportProgram.run(
            arguments,
            program: "source-rapport",
            outputTo: output,
            limitedTo: 500
        )
        #expect(broken.status == 74)
        var host = AirbyteHost()
        try host.take(try Array(Data(contentsOf: URL(filePath: output))))
        let stream = StoreScene.mail(0)
        _ = try await store.commit(StoreScene.page((1...50).map { .gone($0) }), settings: "s", to: stream)
        _ = try await store.finishRound(of: stream.owner, source: "t", streams: [stream], deletedMail: .remove)
        try await read(&host)
        #expect(host.tables["interaction"]?.count == 1_150)
        var anew = AirbyteHost()
        try await read(&anew)
        #expect(host.tables == anew.tables)
    }
}
