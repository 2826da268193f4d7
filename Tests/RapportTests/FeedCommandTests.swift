import Connector
import ConnectorTesting
import Foundation
import SQLiteStore
import SystemPackage
import Testing

/// The command `rapport feed`, and where every command that delivers cannot write.
struct FeedCommandTests {
    private let directory: TemporaryDirectory
    private let configuration: String
    private let store: SQLiteInteractionStore

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
        store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso")
        let seen = (1...600).map { StoreScene.News.seen($0, of: $0) }
        _ = try await store.commit(StoreScene.page(seen), settings: "s", to: StoreScene.mail(0))
    }

    private func feed(_ arguments: String...) async throws -> RapportProgram.Outcome {
        try await RapportProgram.run(["feed"] + arguments + ["--config", configuration])
    }

    private func lines(_ file: String) throws -> [Substring] {
        try String(contentsOfFile: "\(directory.path)/\(file)", encoding: .utf8).split(separator: "\n")
    }

    @Test func `Each delivery goes on where the one before ended, in every form`() async throws {
        let first = try await feed("w", "--stored")
        #expect(first.status == 0)
        #expect(first.data.split(separator: "\n").count == 1_200)
        let second = try await feed("deliver", "w", "--stored")
        #expect(second.status == 0)
        #expect(second.data == "")
        let events = try await feed("events", "--format", "cloudevents", "--stream", "interaction")
        #expect(
            events.data.split(separator: "\n").count { $0.contains(#""type":"rapport.interaction.upsert""#) } == 600
        )
        let table = try await feed("table", "--format", "csv", "--stream", "interaction")
        #expect(table.data.split(separator: "\r\n").count == 601)
        #expect(try await feed("table", "--format", "csv").status == 64)
        let list = try await feed("list", "--output", "json")
        #expect(try OutputSchema("feed-list").complaints(about: list.data).isEmpty)
        #expect(list.data.contains(#""consumer":"events""#))
        #expect(try await feed("forget", "w").status == 0)
        #expect(try await feed("w", "--stored").data == first.data)
        #expect(try await feed("forget", "nobody").status == 64)
        #expect(try await feed("No/body").status == 64)
    }

    @Test(arguments: [
        ("cat >/dev/null; exit 3", "exit status 3", 74), ("head -c 100 >/dev/null", "ended before", 74),
        ("exec 0<&-; exit 0", "ended before", 74), ("cat >/dev/null; kill -9 $$", "signal 9", 74),
        ("exit 1", "exit status 1", 74), ("cat >/dev/null; exit 69", "exit status 69", 69),
        ("head -c 1 >/dev/null; exit 75", "exit status 75", 75), ("cat >/dev/null; exit 78", "exit status 78", 74),
    ])
    func `A command that fails at any row gets the same again`(command: String, words: String, status: Int32)
        async throws
    {
        for _ in 0..<2 {
            let failed = try await feed("w", "--stored", "--into", command)
            #expect(failed.status == status)
            #expect(failed.talk.contains(words), "\(failed.talk)")
        }
        let file = "\(directory.path)/loaded"
        #expect(try await feed("w", "--stored", "--into", "cat >'\(file)'").status == 0)
        #expect(try lines("loaded").count == 1_200)
        // Without rows it is not started.
        #expect(try await feed("w", "--stored", "--into", "rm '\(file)'; false").status == 0)
        #expect(try lines("loaded").count == 1_200)
    }

    @Test func `A position of another epoch is refused, and said what to do`() async throws {
        #expect(try await feed("w", "--stored").status == 0)
        _ = try await store.renewEpoch()
        let refused = try await feed("w", "--stored", "--into", "cat >'\(directory.path)/never'")
        #expect(refused.status == 78)
        #expect(refused.talk.contains("'rapport feed forget w'"))
        #expect(!FileManager.default.fileExists(atPath: "\(directory.path)/never"))
    }

    private static let forms = [
        ["feed", "w"], ["export"], ["feed", "w", "--format", "singer"], ["export", "--format", "cloudevents"],
        ["export", "--format", "csv", "--stream", "interaction"],
        ["export", "--format", "parquet", "--stream", "interaction"],
    ]

    @Test(arguments: forms)
    func `A full disk and a closed pipe are no success, and move no position`(form: [String]) async throws {
        let arguments = form + ["--config", configuration, "--stored"]
        let state = form[0] == "export" ? ["--state", "\(directory.path)/state.json"] : []
        let full = try await RapportProgram.run(arguments + state, outputTo: "/dev/full")
        #expect(full.status == 74)
        let (end, other) = try FileDescriptor.pipe()
        try end.close()
        let closed = try await RapportProgram.run(arguments + state, outputTo: other)
        #expect(closed.status == 74 || closed.status == -SIGPIPE)
        // Where it began is kept, and leads to all of it again.
        if form[0] == "export" {
            #expect(try lines("state.json").first?.contains(#""sequence":0}"#) == true)
        } else {
            let list = try await feed("list", "--output", "json").data
            #expect(!list.contains("delivered_at") && list.contains(#""state":"behind""#), "\(list)")
        }
        guard !form.contains("parquet") else { return }
        let again = try await RapportProgram.run(arguments + state)
        let whole = try await RapportProgram.run(arguments.map { $0 == "w" ? "another" : $0 })
        #expect(again.status == 0)
        let counts = [again, whole].map { $0.data.ranges(of: "upsert").count }
        #expect(counts[0] == counts[1] && counts[0] >= 600)
    }

    @Test func `A pull that fails holds nothing up that is stored, and the command ends as it did`() async throws {
        let outcome = try await feed("w", "--stored", "--pull")
        #expect(outcome.data.split(separator: "\n").count == 1_200)
        // There is no log of what was admitted, without which nothing is read.
        #expect(outcome.status == 1)
        #expect(outcome.talk.contains("the audit log is missing"))
        #expect(outcome.talk.contains("What is stored is told, with exit status 1."))
        #expect(try await feed("w", "--stored").data == "")
    }
}
