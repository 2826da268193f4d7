import Engine
import Feed
import Interactions
import Scoring
import Testing

/// Whatever scoring can say has a word that the schemas list.
@Suite struct `The words of the feed` {
    private func words(_ stream: FeedStream, _ column: String) throws -> Set<Scalar> {
        let listed = try Schema.stored(stream).properties[column]?.enum
        return Set(try #require(listed)).subtracting([.null])
    }

    private func isListed(_ words: some Sequence<String>, _ stream: FeedStream, _ column: String) throws {
        #expect(try Set(words.map { Scalar.text($0) }) == self.words(stream, column), "\(column)")
    }

    @Test func `are those of the schemas, all of them and no others`() throws {
        let (states, trends) = (Health.State.allCases, Health.Trend.allCases)
        try isListed(states.map { FeedWords.HealthState($0).rawValue }, .relationship, "health_state")
        try isListed(trends.map { FeedWords.HealthTrend($0).rawValue }, .relationship, "health_trend")
        try isListed(
            Attention.Reason.allCases.map { FeedWords.Reason($0).rawValue },
            .relationship,
            "attention_reason"
        )
        try isListed(Introducer.Band.allCases.map { FeedWords.Band($0).rawValue }, .introduction, "band")
        try isListed(Sale.State.allCases.map { FeedWords.SaleState($0).rawValue }, .record, "sale_state")
        try isListed(Interaction.Kind.allCases.map(\.recordName), .relationship, "last_kind")
        try isListed(Interaction.Kind.allCases.map(\.recordName), .interaction, "kind")
        try isListed(Interaction.Direction.allCases.map(\.recordName), .interaction, "direction")
        try isListed(Participant.Response.allCases.map(\.recordName), .participant, "response")
    }

    @Test func `are those that results have elsewhere, without spaces`() {
        for state in Health.State.allCases {
            #expect(FeedWords.HealthState(state).rawValue == state.name.replacing(" ", with: "_"))
        }
        for trend in Health.Trend.allCases {
            #expect(FeedWords.HealthTrend(trend).rawValue == trend.name.replacing(" ", with: "_"))
        }
        for band in Introducer.Band.allCases { #expect(FeedWords.Band(band).rawValue == band.rawValue) }
    }
}
