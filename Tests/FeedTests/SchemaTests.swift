import Feed
import FoundationEssentials
import Interactions
import Testing

/// `Schemas` is what the code says; with `RAPPORT_WRITE_SCHEMAS=1` in the environment this writes it anew.
@Suite struct `The schemas of the feed` {
    @Test(arguments: FeedStream.allCases)
    func `are what the columns say`(stream: FeedStream) throws {
        let text = stream.schema().description(isIndented: true) + "\n"
        if ProcessInfo.processInfo.environment["RAPPORT_WRITE_SCHEMAS"] == "1" {
            try Data(text.utf8).write(to: URL(filePath: Schema.path(of: stream)))
        }
        #expect(try Data(contentsOf: URL(filePath: Schema.path(of: stream))) == Data(text.utf8))
    }

    @Test(arguments: FeedStream.allCases)
    func `explain every field, and keep to what all drafts read alike`(stream: FeedStream) throws {
        let schema = try Schema.stored(stream)
        #expect(schema.required.first == stream.keyName)
        #expect(schema.required.last == "sequence")
        #expect(!schema.additionalProperties)
        for (name, property) in schema.properties {
            #expect(property.description.utf8.count > 5, "\(name)")
            #expect(property.description.hasSuffix("."), "\(name)")
        }
        let text = stream.schema().description()
        for word in ["allOf", "anyOf", "not", "$ref", "definitions"] { #expect(!text.contains("\"\(word)\":")) }
    }

    @Test func `have a key of their own each`() {
        #expect(Set(FeedStream.allCases.map(\.keyName)).count == FeedStream.allCases.count)
        for stream in FeedStream.allCases {
            #expect(Set(stream.columns.map(\.name)).count == stream.columns.count)
        }
    }
}
