import Feed
import Interactions
import Scoring
import Testing

/// Whatever scoring can say is listed by the schemas, which are on file.
@Suite struct `The words of the feed` {
    private static let listed: [(stream: FeedStream, column: String, words: [String])] = [
        (
            .relationship, "health_state",
            ["good", "fair", "poor", "not_enough", "no_activities", "in_progress", "dormant", "closed"]
        ),
        (.relationship, "health_trend", ["improving", "steady", "declining", "not_enough", "closed"]),
        (
            .relationship, "attention_reason",
            ["none", "waiting", "closing", "silent", "declining", "unheard", "poor"]
        ),
        (.relationship, "last_kind", ["email", "meeting", "phone_call"]),
        (.introduction, "band", ["strong", "good", "weak", "unknown"]),
        (.record, "sale_state", ["open", "won", "lost"]),
        (.interaction, "kind", ["email", "meeting", "phone_call"]),
        (.interaction, "direction", ["outbound", "inbound", "internal"]),
        (.participant, "response", ["none", "organizer", "tentative", "accepted", "declined"]),
    ]

    @Test(arguments: 0..<listed.count)
    func `are these and no others, once they were published`(place: Int) throws {
        let (stream, column, words) = Self.listed[place]
        let listed = try #require(try Schema.stored(stream).properties[column]?.enum)
        #expect(Set(listed).subtracting([.null]) == Set(words.map { Scalar.text($0) }), "\(column)")
    }

    @Test func `are those that results have elsewhere, without spaces`() {
        for state in Health.State.allCases { #expect(Health.State(name: state.recordName) == state) }
        for trend in Health.Trend.allCases { #expect(trend.recordName == trend.name.replacing(" ", with: "_")) }
    }
}
