import Eligibility
import Engine
import Foundation
import Interactions
import Scoring
import Testing

/// Names that are written in the code are those that would be made of the properties' names.
@Suite struct `Rows with written names` {
    private static func check(_ rows: some NamedAsWritten & Collection) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let made = Harmless.json(String(decoding: try encoder.encode(rows), as: UTF8.self))
        #expect(try AnswerText.json(rows) == made)
        let written = try #require(JSONSerialization.jsonObject(with: Data(made.utf8)) as? [[String: Any]])
        #expect(written.count == rows.count && !written.isEmpty)
        for (row, names) in zip(rows, written) {
            let present = Mirror(reflecting: row).children.filter { child in
                let value = Mirror(reflecting: child.value)
                return value.displayStyle != .optional || !value.children.isEmpty
            }
            let labels = present.compactMap(\.label).map { label in
                label.replacing(/[A-Z]/) { "_\($0.output.lowercased())" }
            }
            #expect(Set(labels) == Set(names.keys))
        }
    }

    @Test func `are the same as before, and none is left out`() async throws {
        let world = try await ConsoleWorld.shared()
        let board = RelationshipBoard { world.engine }
        let relationships = try await board.relationships(for: .relationshipAnalytics)
        let scores = try await ScoreListing(Array(relationships.index.records.indices), of: relationships).rows
        try Self.check(scores)
        try Self.check(scores[0].weeks)
        try Self.check(scores.flatMap(\.mostContacted))
        try Self.check(scores.compactMap(\.last))
        try Self.check(scores.compactMap(\.next))
        let open = try relationships.openOpportunities(RelationshipQuery())
        try Self.check(try await PipelineListing(open, of: relationships).rows)
    }
}
