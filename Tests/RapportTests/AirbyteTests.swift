import ConnectorTesting
import Foundation
import SQLiteStore
import Testing

/// The program `source-rapport`, as a host of the Airbyte protocol runs it.
@Suite struct `The source of the Airbyte protocol` {
    private let directory: TemporaryDirectory
    private let host: String
    private let catalog: String

    init() async throws {
        directory = try TemporaryDirectory()
        let configuration = try directory.write(
            #"{"tenant":"contoso","internalDomains":["contoso.example"],"directory":"users.json","dataDirectory":"data"}"#,
            to: "rapport.json"
        )
        host = try directory.write(#"{"config":"\#(configuration)","refresh":false}"#, to: "host.json")
        let streams = ["interaction", "interaction_participant"].map {
            #"{"stream":{"name":"\#($0)"},"sync_mode":"incremental","destination_sync_mode":"append_dedup"}"#
        }
        catalog = try directory.write(#"{"streams":[\#(streams.joined(separator: ","))]}"#, to: "catalog.json")
        try FileManager.default.createDirectory(
            atPath: directory.path + "/data",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        _ = try directory.write(String(repeating: "k", count: 32), to: "data/identity.key")
        let store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso")
        _ = try await store.commit(
            StoreScene.page([.seen(1, of: 1), .seen(2, of: 2, variant: 1)]),
            settings: "s",
            to: StoreScene.mail(0)
        )
    }

    private func run(_ arguments: String...) async throws -> (status: Int32, lines: [String]) {
        let outcome = try await RapportProgram.run(arguments, program: "source-rapport")
        return (outcome.status, outcome.data.split(separator: "\n").map(String.init))
    }

    private func read(state: String) async throws -> (status: Int32, lines: [String]) {
        let path = try directory.write(state, to: "state.json")
        return try await run("read", "--config", host, "--catalog", catalog, "--state", path)
    }

    @Test func `says what it needs and what it has, each in one message`() async throws {
        let spec = try await run("spec")
        #expect(spec.status == 0)
        #expect(spec.lines.count == 1)
        #expect(spec.lines.first?.hasPrefix(#"{"type":"SPEC","spec":{"connectionSpecification":{"#) == true)
        let streams = try await run("discover", "--config", host)
        #expect(streams.status == 0)
        #expect(streams.lines.count == 1)
        for (name, key) in [("interaction", "interaction_id"), ("person", "address_id")] {
            #expect(streams.lines.first?.contains(#"{"name":"\#(name)","json_schema":"#) == true)
            #expect(streams.lines.first?.contains(#""source_defined_primary_key":[["\#(key)"]]"#) == true)
        }
    }

    @Test func `answers a check, also one that fails, and then succeeds`() async throws {
        let good = try await run("check", "--config", host)
        #expect(good.status == 0)
        #expect(good.lines == [#"{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}"#])
        let nowhere = try directory.write(#"{"config":"\#(directory.path)/none.json"}"#, to: "bad.json")
        let empty = try directory.write("{}", to: "empty.json")
        for path in [nowhere, empty, directory.path + "/missing.json"] {
            let bad = try await run("check", "--config", path)
            #expect(bad.status == 0)
            #expect(bad.lines.first?.contains(#""status":"FAILED","message":"#) == true)
        }
    }

    @Test func `reads records with a state behind them, and after it only what is new`() async throws {
        let first = try await read(state: "[]")
        #expect(first.status == 0)
        #expect(first.lines.count { $0.hasPrefix(#"{"type":"RECORD","record":{"stream":"interaction","#) } == 2)
        #expect(first.lines.count { $0.contains(#""_ab_cdc_deleted_at":null}"#) } == 5)
        #expect(first.lines.count { $0.contains(#""status":"COMPLETE""#) } == 2)
        let states = first.lines.filter { $0.hasPrefix(#"{"type":"STATE""#) }.map { line in
            String(line.dropFirst(#"{"type":"STATE","state":"#.count).dropLast())
        }
        // What says that it has begun, a page each, and the empty one behind it.
        let counts = states.compactMap { $0.firstMatch(of: /"recordCount":(\d+)\.0/).map { String($0.1) } }
        #expect(counts == ["0", "2", "0", "0", "3", "0"])
        let again = try await read(state: "[" + states.joined(separator: ",") + "]")
        #expect(again.status == 0)
        #expect(!again.lines.contains { $0.contains(#""type":"RECORD""#) })
        #expect(again.lines.count { $0.contains(#""status":"COMPLETE""#) } == 2)
    }

    @Test func `refuses a state of another epoch, says so and fails`() async throws {
        let epoch = String(repeating: "0", count: 32)
        let state = #"{"store_epoch":"\#(epoch)","streams":{"interaction":{"sequence":1}}}"#
        let message = #"""
            [{"type":"STREAM","stream":{"stream_descriptor":{"name":"interaction"},"stream_state":\#(state)}}]
            """#
        let outcome = try await read(state: message)
        #expect(outcome.status == 78)
        #expect(outcome.lines.contains { $0.contains(#""status":"INCOMPLETE""#) })
        #expect(outcome.lines.last?.contains(#""failure_type":"config_error""#) == true)
        #expect(!outcome.lines.contains { $0.contains(#""type":"RECORD""#) })
        #expect(try await read(state: "no list").status != 0)
    }
}
