import Connector
import ConnectorTesting
import Foundation
import SQLiteStore
import Testing

/// A disk that fails, or is full, and a process that is killed, at any call of a delivery into files.
struct LakeFaultTests {
    private static let points = Torture.isWhole ? 400 : 6

    @Test(arguments: StorageFaultTests.Fault.allCases, ["ndjson", "parquet"])
    func `The next delivery makes the lake whole`(fault: StorageFaultTests.Fault, format: String) async throws {
        let directory = try TemporaryDirectory()
        let configuration = try directory.write(
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

        @discardableResult
        func deliver(_ lake: String, _ faults: [String: String] = [:]) async throws -> RapportProgram.Outcome {
            var environment = faults
            if !faults.isEmpty {
                environment["LD_PRELOAD"] = try StorageFaultTests.library()
                environment["FAULTY_DIRECTORY"] = lake
            }
            return try await RapportProgram.run(
                [
                    "export", "--config", configuration, "--stored", "--stream", "all", "--format", format, "--to",
                    lake,
                ],
                environment: environment
            )
        }
        /// All rows in their files, which differ only in how often they were made.
        func contents(_ lake: String) throws -> [String: Data] {
            let names = try FileManager.default.subpathsOfDirectory(atPath: lake)
            return Dictionary(
                uniqueKeysWithValues: names.compactMap { name in
                    FileManager.default.contents(atPath: "\(lake)/\(name)").map { (name, $0) }
                }
            )
        }

        // A lake of a first delivery, and then what changes, goes and comes.
        let first = (1...40).map { StoreScene.News.seen($0, of: $0) }
        _ = try await store.commit(StoreScene.page(first), settings: "s", to: StoreScene.mail(0))
        let before = directory.path + "/before"
        #expect(try await deliver(before).status == 0)
        let second =
            (1...9).map { StoreScene.News.seen($0, of: $0, variant: 1) } + [.seen(60, of: 60), .seen(61, of: 61)]
        _ = try await store.commit(StoreScene.page(second), settings: "s", to: StoreScene.mail(0))
        let after = directory.path + "/after"
        let countFile = directory.path + "/calls"
        try FileManager.default.copyItem(atPath: before, toPath: after)
        let undisturbed = try await deliver(after, ["FAULTY_CALL": "0", "FAULTY_COUNT": countFile])
        #expect(undisturbed.status == 0, "\(undisturbed.talk)")
        let expected = try contents(after)
        #expect(try expected != contents(before))
        let calls = try #require(Int(try String(contentsOfFile: countFile, encoding: .utf8)))
        #expect(calls > 20)

        var random = SplitMix64(seed: Torture.seed)
        let chosen =
            calls <= Self.points
            ? Set(1...calls) : Set((0..<Self.points).map { _ in Int.random(in: 1...calls, using: &random) })
        for call in chosen.sorted() {
            let lake = "\(directory.path)/lake-\(call)"
            try FileManager.default.copyItem(atPath: before, toPath: lake)
            var faults = fault.environment
            faults["FAULTY_CALL"] = "\(call)"
            let disturbed = try await deliver(lake, faults)
            if fault == .killed {
                #expect(disturbed.status == -9 || disturbed.status == 0, "\(call): \(disturbed.status)")
            } else {
                #expect(disturbed.status >= 0, "\(call): \(disturbed.status)")
                #expect(disturbed.status == 0 || disturbed.talk.contains("rapport: "), "\(call)")
            }
            let next = try await deliver(lake)
            #expect(next.status == 0, "\(call): \(next.talk) \(Torture.again)")
            let found = try contents(lake)
            #expect(found.keys.sorted() == expected.keys.sorted(), "\(call) \(Torture.again)")
            #expect(found == expected, "\(call) \(Torture.again)")
            try FileManager.default.removeItem(atPath: lake)
        }
    }
}
