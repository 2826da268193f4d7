import Connector
import ConnectorTesting
import ExchangeSimulator
import Foundation
import SQLiteStore
import Testing

/// A disk that fails, or is full, and a process that is killed, at calls of the first sync: from the making of the
/// directory, its key and its log to the last page.
@Suite(.timeLimit(.minutes(120))) struct StorageFaultTests {
    enum Fault: String, CaseIterable {
        /// One call fails, and the next ones do not.
        case failing
        /// From one call on the disk is full.
        case full
        case killed

        var environment: [String: String] {
            switch self {
            case .failing: ["FAULTY_ERROR": "\(EIO)"]
            case .full: ["FAULTY_ERROR": "\(ENOSPC)", "FAULTY_LASTS": "1"]
            case .killed: ["FAULTY_ERROR": "0"]
            }
        }
    }

    /// So many calls for each fault, spread over all of them; `make torture` takes many more.
    private static let points = Torture.isWhole ? 120 : 1

    @Test(arguments: Fault.allCases)
    func `No directory is left that cannot be opened, and the next run reads everything`(fault: Fault) async throws {
        let now = Int(Date().timeIntervalSince1970)
        let state = TenantGenerator(users: 2, seed: 3, itemsPerUser: 6, now: now).generate()
        try await World.with(state, mailboxes: 2, configure: { $0.validatesRequests = false }) { world in
            func sync(_ name: String, _ faults: [String: String] = [:]) async throws -> RapportProgram.Outcome {
                var environment: [String: String] = [:]
                if !faults.isEmpty {
                    environment = faults
                    environment["LD_PRELOAD"] = try Self.library()
                    environment["FAULTY_DIRECTORY"] = "\(world.directory.path)/\(name)"
                }
                let path = try world.configuration(name, hasCRM: true)
                return try await RapportProgram.run(["sync", "--config", path], environment: environment)
            }
            func counts(_ name: String) async throws -> StoreCounts {
                var counts = try await world.store(name).counts()
                counts.lastSequence = 0
                return counts
            }
            let countFile = "\(world.directory.path)/calls"
            let undisturbed = try await sync("undisturbed", ["FAULTY_CALL": "0", "FAULTY_COUNT": countFile])
            #expect(undisturbed.status == 0, "\(undisturbed.talk)")
            let expected = try await counts("undisturbed")
            #expect(expected.emails > 0)
            let calls = try #require(Int(try String(contentsOfFile: countFile, encoding: .utf8)))
            #expect(calls > 100)

            var random = SplitMix64(seed: Torture.seed)
            // The making, which is short, and everything.
            var chosen = (0..<Self.points).map { _ in Int.random(in: 1...min(60, calls), using: &random) }
            chosen += (0..<Self.points).map { _ in Int.random(in: 1...calls, using: &random) }
            for call in Set(chosen).sorted() {
                let name = "\(fault)-\(call)"
                var faults = fault.environment
                faults["FAULTY_CALL"] = "\(call)"
                let disturbed = try await sync(name, faults)
                if fault == .killed {
                    #expect(disturbed.status == -9 || disturbed.status == 0, "\(name): \(disturbed.status)")
                } else {
                    // It says what is the matter, and does not crash.
                    #expect(disturbed.status >= 0, "\(name): \(disturbed.status)")
                    #expect(disturbed.status == 0 || disturbed.talk.contains("rapport: "), "\(name)")
                }
                let next = try await sync(name)
                #expect(next.status == 0, "\(name): \(next.talk) \(Torture.again)")
                #expect(try await counts(name) == expected, "\(name) \(Torture.again)")
            }
        }
    }

    /// The library lies beside the program that runs the tests.
    static func library() throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(filePath: own).deletingLastPathComponent().appending(path: "libFaultyStorage.so").path
        try #require(FileManager.default.isReadableFile(atPath: path))
        return path
    }
}
