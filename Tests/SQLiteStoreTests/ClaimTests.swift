import Connector
import ConnectorTesting
import Foundation
import Interactions
import SQLiteStore
import Testing

/// Of an erased person's other addresses, which the CRM tells later, nothing stays, wherever the process is killed.
@Suite struct ClaimTests {
    private static func open(_ directory: TemporaryDirectory) throws -> SQLiteInteractionStore {
        try SQLiteInteractionStore(directory: directory.path, tenant: "t", personHash: StoreScene.personHash)
    }

    /// In one order of erasing and reading; the long half of the tests takes all of them.
    @Test(arguments: Torture.share(Array(ClaimScene.orders.indices), every: ClaimScene.orders.count))
    func `Killed at any write and begun again, it ends the same, and no byte is left`(order: Int) async throws {
        let steps = ClaimScene.orders[order].flatMap(\.self) + ClaimScene.ends + [.scrub]
        for point in InterruptionPoint.all {
            let directory = try TemporaryDirectory()
            var isFinished = true
            do {
                let store = try InterruptedStore(Self.open(directory), at: point)
                for step in steps { _ = try await step(store) }
            } catch is Interruption {
                isFinished = false
            }
            let store = try Self.open(directory)
            for step in steps { _ = try await step(store) }
            let content = try await store.content
            #expect(content.interactions == ClaimScene.left, "\(point)")
            #expect(content.records.map(\.reference) == [ClaimScene.other].compactMap(\.self), "\(point)")
            let bytes = try directory.bytes
            for person in [3, 5, 6, 9] {
                #expect(bytes.range(of: Data("p\(person)@".utf8)) == nil, "\(point): \(person)")
            }
            #expect(bytes.range(of: Data("p7@".utf8)) != nil, "the search finds what is there")
            #expect(try await store.integrityCheck() == [])
            if isFinished { break }
        }
    }
}
