import Interactions
import Testing

@testable import Scoring

/// Whom the last contact names: first who began it.
struct LastContactTests {
    private static func contact(
        _ kind: Interaction.Kind,
        us: Bool,
        _ parts: [(Participant.Role, UInt32)]
    ) -> LastContact? {
        var history = History()
        history.put(
            StoredInteraction(
                number: 1,
                id: InteractionID(KeyedHash(high: 2, low: 0)),
                kind: kind,
                direction: us ? .outbound : .inbound,
                occurredAt: Timestamp(microseconds: Scene.now - 1),
                internalCount: parts.count { $0.1 < 100 },
                externalCount: parts.count { $0.1 >= 100 },
                participants: parts.map { .init(role: $0.0, address: Int64($0.1), isInternal: $0.1 < 100) }
            )
        )
        let account = ScoredRecords.Record(.account, interests: (100..<110).map { .init(person: $0) })
        return Scoreboard(history: history, book: ScoredRecords([account]), options: .init(), now: Scene.now)
            .lastContact(of: 0)
    }

    @Test func `who called a meeting is named before those who were invited, optional ones last`() {
        let ours = Self.contact(
            .meeting,
            us: true,
            [
                (.optionalAttendee, 1), (.requiredAttendee, 2), (.requiredAttendee, 3), (.requiredAttendee, 4),
                (.optionalAttendee, 100), (.requiredAttendee, 101), (.organizer, 9),
            ]
        )
        #expect(ours?.by == [9, 2, 3] && ours?.with == [101, 100])
        let theirs = Self.contact(
            .meeting,
            us: false,
            [
                (.requiredAttendee, 100), (.requiredAttendee, 101), (.requiredAttendee, 102), (.requiredAttendee, 103),
                (.requiredAttendee, 1), (.organizer, 109),
            ]
        )
        #expect(theirs?.by == [1] && theirs?.with == [109, 100, 101])
    }

    @Test func `a mail of ours is its sender's, and goes to whom it is to before copies`() {
        let ours = Self.contact(
            .email,
            us: true,
            [(.cc, 1), (.cc, 100), (.to, 101), (.cc, 2), (.sender, 9), (.to, 3), (.to, 102)]
        )
        #expect(ours?.by == [9] && ours?.with == [101, 102, 100])
        let theirs = Self.contact(
            .email,
            us: false,
            [(.cc, 1), (.cc, 2), (.cc, 3), (.to, 4), (.cc, 101), (.sender, 100), (.bcc, 5)]
        )
        #expect(theirs?.by == [4, 1, 2] && theirs?.with == [100, 101])
    }

    @Test(arguments: [true, false])
    func `who calls is named before who was called`(us: Bool) {
        let call = Self.contact(
            .phoneCall,
            us: us,
            [(.to, us ? 100 : 1), (.to, us ? 101 : 2), (.sender, us ? 9 : 109)]
        )
        #expect(call?.by == (us ? [9] : [1, 2]) && call?.with == (us ? [100, 101] : [109]))
    }
}
