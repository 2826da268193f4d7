import ConnectorTesting
import Eligibility
import Engine
import Foundation
import Interactions
import Scoring
import Testing

@testable import Console

/// Whoever opted out, or was erased, is in no answer any more, also where another command did it.
@Suite struct `A person who is removed` {
    @Test func `is in no answer that was given before, and every look is written down`() async throws {
        let world = try await ConsoleWorld.make()
        let client = try ConsoleClient(world.engine)
        let headers = ["Authorization": "Bearer \(try await client.bearer(world.administrator))"]
        let targets = ["/api/v1/scores?kind=contacts&limit=1000", "/relationships?kind=contacts&limit=1000"]
        func texts() async throws -> [String] {
            var texts: [String] = []
            for target in targets { texts.append(try await client.get(target, headers: headers).text) }
            return texts
        }
        func looks() -> Int {
            let log = FileManager.default.contents(atPath: "\(world.directory.path)/data/access.ndjson") ?? Data()
            return log.count { $0 == UInt8(ascii: "\n") }
        }
        let relationships = try await client.console.board.relationships(for: .relationshipAnalytics)
        let contacts = relationships.index.records.filter { $0.reference.table == .contact && !$0.addresses.isEmpty }
        #expect(contacts.count > 2)
        let before = looks()
        for _ in 0..<2 {
            for text in try await texts() { #expect(text.contains(contacts[0].reference.text)) }
        }
        #expect(looks() == before + 4)
        let out = try #require(contacts[0].addresses.first)
        _ = try await world.engine.optOut(.smtp(out))
        for text in try await texts() {
            #expect(!text.contains(contacts[0].reference.text) && !text.contains(out.text))
            #expect(text.contains(contacts[1].reference.text))
        }
        _ = try await world.engine.optOut(.smtp(out), false)
        for text in try await texts() { #expect(text.contains(contacts[0].reference.text)) }
        let erased = try #require(contacts[1].addresses.first)
        let plan = try await world.engine.plan(erasing: .smtp(erased))
        _ = try await world.engine.remove(try #require(plan.confirmed([.removal, .colleague])))
        for text in try await texts() {
            #expect(!text.contains(contacts[1].reference.text) && !text.contains(erased.text))
            #expect(text.contains(contacts[2].reference.text))
        }
    }
}
