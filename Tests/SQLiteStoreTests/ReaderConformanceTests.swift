import ConnectorTesting
import Foundation
import SQLiteStore
import Testing

@Suite struct ReaderConformanceTests {
    @Test(arguments: ReaderConformance<MemoryStore>.laws)
    func `The memory store keeps the laws of reading`(law: String) async throws {
        try await ReaderConformance(make: { MemoryStore() }).check(law)
    }

    @Test(arguments: ReaderConformance<SQLiteInteractionStore>.laws)
    func `The SQLite store keeps the laws of reading`(law: String) async throws {
        let directory = try TemporaryDirectory()
        let counter = Counter()
        let conformance = ReaderConformance {
            try SQLiteInteractionStore(
                directory: "\(directory.path)/\(counter.next())",
                tenant: "t",
                personHash: StoreScene.personHash
            )
        }
        try await conformance.check(law)
    }

    @Test(arguments: FaultyReader.Fault.allCases)
    func `A reader that breaks a law fails by it`(fault: FaultyReader.Fault) async throws {
        let conformance = ReaderConformance { FaultyReader(fault: fault) }
        await #expect(throws: BrokenLaw.self) { try await conformance.check(fault.law) }
    }

    @Test func `Each law of reading is broken by some reader`() {
        #expect(Set(FaultyReader.Fault.allCases.map(\.law)) == Set(ReaderConformance<FaultyReader>.laws))
    }
}
