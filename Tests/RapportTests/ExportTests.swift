import Connector
import ConnectorTesting
import Foundation
import SQLiteStore
import Testing

@Suite struct `What is exported` {
    private let directory: TemporaryDirectory
    private let configuration: String

    /// A mail, a meeting that was called off, and a mail with two participants.
    init() async throws {
        directory = try TemporaryDirectory()
        configuration = try directory.write(
            #"{"tenant":"contoso","internalDomains":["contoso.example"],"directory":"users.json","dataDirectory":"data"}"#,
            to: "rapport.json"
        )
        try FileManager.default.createDirectory(
            atPath: directory.path + "/data",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        _ = try directory.write(String(repeating: "k", count: 32), to: "data/identity.key")
        let store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso")
        _ = try await store.commit(StoreScene.page([.seen(1, of: 1)]), to: StoreScene.mail(0))
        _ = try await store.commit(StoreScene.page([.seen(9, of: 100)]), to: StoreScene.calendar(0))
        _ = try await store.commit(StoreScene.page([.seen(2, of: 2, variant: 1)]), to: StoreScene.mail(0))
        _ = try await store.commit(StoreScene.page([.gone(9)]), to: StoreScene.calendar(0))
        _ = try await store.finishRound(
            of: StoreScene.mail(0).owner,
            source: "t",
            streams: [StoreScene.mail(0), StoreScene.calendar(0)],
            deletedMail: .keep
        )
    }

    @Test func `is each interaction and then its participants, in the order of changes`() async throws {
        let rows = try await export()
        #expect(rows.map(\.name) == ["interaction", "participant", "interaction", "participant", "participant"])
        #expect(rows.map(\.interaction) == [1, 1, 2, 2, 2].map { Self.id($0) })
        #expect(rows.map(\.sequence) == [1, 1, 3, 3, 3])
        #expect(rows.compactMap { $0["address"] } == ["p0", "p0", "p1"].map { "\"\($0)@fabrikam.example\"" })
        #expect(Set(rows.map { $0["store_epoch"] }).count == 1)
        let named = try await export("--stream", "interaction_participant", "--stream", "interaction")
        #expect(named == rows)
    }

    @Test func `is one stream if only one is wanted`() async throws {
        let whole = try await export()
        #expect(try await export("--stream", "interaction") == whole.filter { $0.name == "interaction" })
        #expect(try await export("--stream", "interaction_participant") == whole.filter { $0.name == "participant" })
    }

    @Test func `is what changed after a sequence number, deletions of both streams too`() async throws {
        let later = try await export("--after", "1")
        #expect(later.map(\.sequence) == [3, 3, 3, 4, 4])
        let deletions = later.suffix(2)
        #expect(deletions.map { $0["op"] } == ["\"delete\"", "\"delete\""])
        #expect(deletions.map(\.name) == ["interaction", "participant"])
        #expect(deletions.map(\.interaction) == [Self.id(100), "null"])
        #expect(try await export("--after", "3") == Array(deletions))
        #expect(try await export("--after", "4").isEmpty)
    }

    @Test func `is refused after a number or an epoch that the store never had`() async throws {
        for arguments in [["--after", "5"], ["--after", "4", "--epoch", String(repeating: "0", count: 32)]] {
            let outcome = try await RapportProgram.run(["export", "--config", configuration] + arguments)
            #expect(outcome.status == 78)
            #expect(outcome.data == "")
            #expect(outcome.talk.contains("load everything from the start"))
        }
        let epoch = try #require(try await export().first?["store_epoch"]).filter { $0 != "\"" }
        #expect(try await export("--after", "4", "--epoch", epoch).isEmpty)
    }

    @Test func `goes on from the position that a file keeps`() async throws {
        let state = directory.path + "/state.json"
        #expect(try await export("--state", state) == export())
        #expect(try await export("--state", state).isEmpty)
        let store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso")
        _ = try await store.commit(StoreScene.page([.seen(3, of: 3)]), to: StoreScene.mail(0))
        #expect(try await export("--state", state).map(\.interaction) == [Self.id(3), Self.id(3)])
        _ = try await store.renewEpoch()
        let outcome = try await RapportProgram.run(["export", "--config", configuration, "--state", state])
        #expect(outcome.status == 78)
    }

    @Test(arguments: ["ndjson", "csv", "parquet"])
    func `goes into files of a directory, of each stream what is new`(format: String) async throws {
        let lake = directory.path + "/lake"
        func deliver() async throws {
            let arguments = [
                "export", "--config", configuration, "--to", lake, "--stream", "all", "--format", format, "--stored",
            ]
            let outcome = try await RapportProgram.run(arguments)
            #expect(outcome.status == 0)
            #expect(outcome.data == "")
        }
        func files(_ folder: String) throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: "\(lake)/\(folder)").filter { $0.hasSuffix(format) }
                .sorted()
        }
        try await deliver()
        let first = try files("interaction")
        #expect(first.count == 1)
        let name = try #require(first.first?.firstMatch(of: /^tenant=contoso\/month=\d{4}-\d{2}\/(part-\d+\.\w+)$/))
            .output.1
        #expect(try files("interaction_participant") == first)
        for stream in ["person", "record", "relationship", "introduction"] {
            #expect(try files(stream) == ["tenant=contoso/\(name)"])
        }
        try await deliver()
        #expect(try files("") == files("").filter { $0.contains(name) })
        let store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso")
        _ = try await store.commit(StoreScene.page([.seen(3, of: 3)]), to: StoreScene.mail(0))
        // A delivery that was killed may leave these.
        let leftover = "\(lake)/interaction/\(first[0]).partial"
        try Data("x".utf8).write(to: URL(filePath: leftover))
        let another = format == "csv" ? "ndjson" : "csv"
        let refused = try await RapportProgram.run([
            "export", "--config", configuration, "--to", lake, "--stored", "--stream", "all", "--format", another,
        ])
        #expect(refused.status == 78)
        #expect(refused.talk.contains("another format"))
        try await deliver()
        #expect(!FileManager.default.fileExists(atPath: leftover))
        #expect(try files("interaction").count == 2)
        let changes = try files("changes")
        #expect(changes.map { $0.split(separator: "/")[0] } == ["interaction", "interaction_participant"])
        #expect(changes.allSatisfy { $0.contains("/tenant=contoso/seq=") })
        try FileManager.default.removeItem(atPath: "\(lake)/state.json")
        let lost = try await RapportProgram.run([
            "export", "--config", configuration, "--to", lake, "--stored", "--stream", "all", "--format", format,
        ])
        #expect(lost.status == 78)
        #expect(lost.talk.contains("load everything from the start"))
        withExtendedLifetime(store) {}
    }

    @Test(arguments: ["ndjson", "singer"])
    func `is refused after a position that is damaged, and it is left as it was`(format: String) async throws {
        let state = directory.path + "/damaged.json"
        for text in ["", "{}", #"{"store_epoch":"00000000000000000000000000000000"}"#] {
            try Data(text.utf8).write(to: URL(filePath: state))
            let outcome = try await RapportProgram.run([
                "export", "--config", configuration, "--format", format, "--state", state,
            ])
            #expect(outcome.status == 78)
            #expect(outcome.data == "")
            #expect(outcome.talk.contains("load everything from the start"))
            #expect(try Data(contentsOf: URL(filePath: state)) == Data(text.utf8))
        }
    }

    private struct Row: Equatable {
        let fields: [(name: String, value: String)]

        subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }
        /// Of the key.
        var name: String { String(fields[0].name.dropLast(3)) }
        var interaction: String { self["interaction_id"] ?? "" }
        var sequence: Int { self["sequence"].flatMap { Int($0) } ?? -1 }

        static func == (left: Row, right: Row) -> Bool { left.fields.elementsEqual(right.fields, by: ==) }
    }

    private static func id(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "\"0000000000000007" + String(repeating: "0", count: 16 - digits.count) + digits + "\""
    }

    private func export(_ arguments: String...) async throws -> [Row] {
        let outcome = try await RapportProgram.run(["export", "--config", configuration] + arguments)
        #expect(outcome.status == 0)
        #expect(outcome.talk == "")
        return outcome.data.split(separator: "\n").map { line in
            Row(
                fields: line.dropFirst().dropLast().split(separator: ",").map { field in
                    let parts = field.split(separator: ":", maxSplits: 1)
                    return (parts[0].filter { $0 != "\"" }, String(parts[1]))
                }
            )
        }
    }
}
